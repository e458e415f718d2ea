"""Checking the history of every page, and what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from applications.history.entry_checks import entry_faults
from applications.history.erasures import erasures
from applications.history.replay import state_faults
from applications.history.row_checks import row_faults, unrecorded_faults
from applications.history.score_faults import score_faults
from applications.models import Application, Entry, Event


@dataclass(frozen=True)
class Fault:
    """One place where a page's history, or what it is about, is not as it was written.

    `number` is the entry's that proves it, 0 where no entry does.
    """

    page_id: int
    number: int
    sentence: str

    def __str__(self) -> str:
        where = f"{self.page_id}/{self.number}" if self.number else f"{self.page_id}"
        return f"{where}: {self.sentence}"


@dataclass(frozen=True)
class Checked:
    """A page whose history was checked: where it ends, what is wrong, and what can be proven.

    `undigested` entries were written before digests; `sealed_at` is when what they are about was
    sealed. `erasures` says in words what was erased.
    """

    page_id: int
    number: int
    hash: str
    faults: list[Fault]
    undigested: int = 0
    sealed_at: datetime | None = None
    erasures: list[str] = field(default_factory=list)

    @property
    def is_unsealed(self) -> bool:
        """Whether rows of before digests stand unproven."""
        return bool(self.undigested and not self.sealed_at)


def check_pages(only: int | None = None) -> Iterator[Checked]:
    """Check each page with a history or with applications, one after the other."""
    for page in recorded_pages(only).iterator():
        faults = list(check(page))
        if faults:
            # Somebody may have written meanwhile: what is said to differ is read once more alone.
            with transaction.atomic():
                Page.objects.select_for_update().get(pk=page.pk)
                faults = list(check(page))
        entries = Entry.objects.filter(page_id=page.pk)
        last = entries.order_by("-number").first()
        sealed = entries.filter(event=Event.SEALED).order_by("number").first()
        yield Checked(
            page.pk,
            last.number if last else 0,
            last.hash if last else "",
            faults,
            undigested=entries.filter(scheme=0).count(),
            sealed_at=sealed.at if sealed else None,
            erasures=list(erasures(page)),
        )


def recorded_pages(only: int | None = None):
    """Return the pages that have a history or applications, or one of them."""
    pages = Page.objects.filter(
        Exists(Entry.objects.filter(page=OuterRef("pk")))
        | Exists(Application.objects.filter(page=OuterRef("pk")))
    )
    return (pages if only is None else pages.filter(pk=only)).order_by("pk")


def check(page: Page) -> Iterator[Fault]:
    """Yield every place where the page's history, or what it is about, is not as it was written."""
    is_whole = True
    for number, sentence in chain(entry_faults(page), row_faults(page)):
        is_whole = False
        yield Fault(page.pk, number, sentence)
    others = [unrecorded_faults, state_faults, score_faults, *hooks.get_hooks("record_faults")]
    for find in others:
        try:
            for sentence in find(page):
                yield Fault(page.pk, 0, sentence)
        except (AttributeError, KeyError, TypeError, ValueError):
            if is_whole:
                raise
            # Who forged an entry or a row need not have kept its shape.
            yield Fault(page.pk, 0, _("More cannot be read, because of what differs above."))
