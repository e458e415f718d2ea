"""What the apps keep of one address, at each authority, and how each answers to erase it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from post_office.models import STATUS, Email
from wagtail import hooks
from wagtail.models import Site

from authorities.models import AuthoritySettings
from businesses.models import Subscriber
from businesses.subscriptions import subscribers


@dataclass(frozen=True)
class Held:
    """What one authority keeps of an address, of one kind. `data` can be written as JSON."""

    name: str
    data: list[dict[str, Any]]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.data)


class Kind(Protocol):
    """What an app gives to `own_data`: one kind of what it keeps of people."""

    name: Any

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return what the authority keeps of the address."""

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Erase what can be, and return sentences for the person: what went, what stays and why."""


class Subscriptions:
    """The mail that somebody asked for."""

    name = gettext_lazy("Mail that you asked for")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return what the address hears of."""
        found = Subscriber.objects.filter(authority=authority, email__iexact=email)
        return [
            {
                "asked": one.asked_at,
                "confirmed": one.confirmed_at,
                "about": [row.label for _kind, row in subscribers.heard_of(one)],
            }
            for one in found
        ]

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Forget the address and all that it asked for."""
        for one in Subscriber.objects.filter(authority=authority, email__iexact=email):
            subscribers.end(one)
            yield _("We have forgotten what you follow, and write to you about it no more.")


class SentMails:
    """The mails that went to somebody."""

    name = gettext_lazy("Mails that we sent to you")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return when which mail was sent."""
        return list(
            self._to(email, authority).order_by("pk").values("subject", "created", "status")
        )

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Delete those that went out or failed; what waits says what still has to be said."""
        gone = self._to(email, authority).filter(status__in=(STATUS.sent, STATUS.failed))
        if number := gone.count():
            gone.delete()
            yield _("%d mails that we sent to you are erased here.") % number

    def _to(self, email: str, authority: Site):
        return Email.objects.filter(Q(to=email) | Q(to__iexact=email)).filter(
            sent_mail__authority=authority
        )


def kinds() -> list[Kind]:
    """Return every kind that the apps have registered as `own_data`, and mails last of all."""
    offered = [kind for offer in hooks.get_hooks("own_data") for kind in offer()]
    return [*offered, Subscriptions(), SentMails()]


@dataclass(frozen=True)
class OfAuthority:
    """What one authority keeps of the address."""

    authority: AuthoritySettings
    held: list[Held]


def held_of(email: str) -> list[OfAuthority]:
    """Return what each authority of the installation keeps of the address; those that do alone."""
    found = []
    for settings in AuthoritySettings.objects.select_related("site").order_by("name"):
        kept = [Held(str(kind.name), kind.of(email, settings.site)) for kind in kinds()]
        if kept := [one for one in kept if one.data]:
            found.append(OfAuthority(settings, kept))
    return found


def erase_at(email: str, authorities: Iterable[Site], now: datetime) -> dict[int, list[str]]:
    """Erase what each of these authorities can; return their answers by the authority's key."""
    answers: dict[int, list[str]] = defaultdict(list)
    for authority in authorities:
        for kind in kinds():
            answers[authority.pk] += list(kind.erase(email, authority, now))
    return answers


def stop_mail(email: str) -> int:
    """End everything that the address asked to hear of, at every authority; return how many."""
    found = list(Subscriber.objects.filter(email__iexact=email))
    for one in found:
        subscribers.end(one)
    return len(found)
