"""Where each of a person's applications stands, in a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Draft, deadlines


@dataclass(frozen=True)
class ApplicationRow:
    """One row of the list: what it is for, where it stands, and the address to open it by."""

    draft: Draft
    path: str
    state: str
    closes_at: datetime
    is_open: bool


def application_rows(drafts: Iterable[Draft], address: str, now: datetime) -> list[ApplicationRow]:
    """Return a row for each draft, opened by the address of who asks."""
    listed = list(drafts)
    pages = {
        page.pk: page
        for page in Page.objects.filter(pk__in={draft.page_id for draft in listed}).specific()
    }
    return [_application_row(draft, pages[draft.page_id], address, now) for draft in listed]


def _application_row(draft: Draft, page: Page, address: str, now: datetime) -> ApplicationRow:
    is_open = deadlines.is_open_for(page, draft, now)
    return ApplicationRow(
        draft,
        draft.path_for(address),
        _state(draft, is_open),
        deadlines.closes_at(page, draft),
        is_open,
    )


def _state(draft: Draft, is_open: bool) -> str:
    """Return the state in words; that a draft has expired follows from its end."""
    if hasattr(draft, "application"):
        if draft.has_unsent_changes and is_open:
            return _("Sent, with changes that are not sent yet")
        return draft.application.status_for_applicant
    return _("Draft, not sent yet") if is_open else _("Not sent: the challenge has closed")
