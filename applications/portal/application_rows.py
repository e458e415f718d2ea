"""Where each of a person's applications stands, in a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Draft, deadlines
from applications.workflow.transitions import seems_withdrawable


@dataclass(frozen=True)
class ApplicationRow:
    """One row of the list: what it is for, where it stands, and the address to open it by."""

    draft: Draft
    path: str
    state: str
    closes_at: datetime
    is_open: bool
    is_sent: bool
    may_withdraw: bool
    has_closed: bool


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
        _state(draft, page, is_open),
        deadlines.closes_at(page, draft),
        is_open,
        is_sent := hasattr(draft, "application"),
        is_sent and seems_withdrawable(draft.application, now),
        deadlines.closes_at(page, draft) <= now,
    )


def _state(draft: Draft, page: Page, is_open: bool) -> str:
    """Return the state in words; that a draft has expired follows from its end."""
    if hasattr(draft, "application"):
        if draft.has_unsent_changes and is_open:
            return _("Sent, with changes that are not sent yet")
        return draft.application.status_for_applicant
    if is_open:
        return _("Draft, not sent yet")
    if page.why_ended_early() is not None:
        return _("Not sent: the challenge has ended")
    return _("Not sent: the challenge has closed")
