"""A row of the table of permissions: an address, who reads it, who writes there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from applications.release.releasing import ready_groups
from tests.permissions.answering import Answer
from tests.permissions.people import MOVERS, NONE, OUTSIDE, READERS, Who
from tests.permissions.scene import Place

Typed = dict[str, Any]


def soon(days: int = 9) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def nothing(place: Place) -> Typed:
    return {}


@dataclass(frozen=True)
class Row:
    """One address: what it is about, who reads, who writes, and whom it refuses in a sentence."""

    name: str
    about: str = ""
    reads: frozenset[Who] = NONE
    writes: frozenset[Who] = NONE
    # They may know of it, and are told why they may not.
    refused: frozenset[Who] = NONE
    # It takes a form, or shows something, and nothing else.
    only: str = ""
    typed: Callable[[Place], Typed] = nothing
    # Sent with what is typed here, the form is one of several steps and writes nothing yet.
    is_first_step: bool = False
    # What Wagtail answers who may not: a sentence, not that there is nothing.
    says_no: bool = False
    # More of the address than keys.
    more: tuple[Any, ...] = ()

    @property
    def is_keyed(self) -> bool:
        """Whether the address names something of one authority."""
        return bool(self.about)

    def path(self, place: Place, who: Who = Who.MODERATOR, *, rest: Place | None = None) -> str:
        """Return the address of the place's own things; after the first, of those of `rest`."""
        names = self.about.split()
        places = [place] + [rest or place] * len(names)
        keys = [one.key(name, who) for one, name in zip(places, names, strict=False)]
        return reverse(self.name, args=[*keys, *self.more])

    def expected(self, who: Who, method: str) -> Answer:
        """Return what the table says."""
        if who in OUTSIDE:
            return Answer.SIGN_IN
        if self.only and self.only != method and not self.says_no:
            return Answer.NO_METHOD
        if method == "get":
            return Answer.READS if who in self.reads else self._no
        if who in self.writes:
            return Answer.FORM if self.is_first_step else Answer.WRITES
        return Answer.REFUSED if who in self.refused else self._no

    @property
    def _no(self) -> Answer:
        return Answer.REFUSED if self.says_no else Answer.NOT_FOUND


def act(name: str, about: str, typed=nothing, writes=MOVERS, **more) -> Row:
    """Return a row of an address that takes a form alone."""
    return Row(name, about, writes=writes, typed=typed, only="post", **more)


def shown(name: str, about: str, reads=READERS, **more) -> Row:
    """Return a row of an address that shows something alone."""
    return Row(name, about, reads=reads, only="get", **more)


def reason(place: Place) -> Typed:
    return {"reason": "A good reason."}


def every_group(place: Place) -> Typed:
    groups = [f"{one.status}:{one.print}" for one in ready_groups(place.page)]
    return {"when": "now", "group": groups, "confirmed": "yes"}
