"""Sealing what was recorded before digests: from then on, what it is about can be proven too."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from applications.history.chain import record
from applications.history.checking import recorded_pages
from applications.history.row_checks import decisions_named, unproven_rows
from applications.models import Decision, Entry, Event
from authorities.batch import in_batches

# So many rows stand in one entry at most.
ROWS = 100


def seal_old_pages() -> int:
    """Seal each page whose history began before digests, once; return how many were sealed."""
    entries = Entry.objects.filter(page=OuterRef("pk"))
    pages = recorded_pages().filter(
        Exists(entries.filter(scheme=0)), ~Exists(entries.filter(event=Event.SEALED))
    )
    return len([seal(page) for page in pages])


@transaction.atomic
def seal(page: Page) -> None:
    """Cover every row about the page that no entry covers, as it stands; record that it was done.

    Nothing is invented: what was changed before stays unknown. A decision that no entry names is
    left out, for the check to find.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    authority = Entry.objects.filter(page_id=page.pk).latest("number").authority
    found = list(unproven_rows(page))
    # One entry at least: it says from where on the record is sealed.
    for rows in list(in_batches(found, ROWS)) or [[]]:
        named = decisions_named(page, rows)
        covers = [
            (kind.kind, key) for kind, key in rows if kind.model is not Decision or key in named
        ]
        record(Event.SEALED, authority=authority, page=page, covers=covers)
