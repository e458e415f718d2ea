"""Until when something may be sent: the page's closing, or the applicant's own extension."""

from datetime import datetime, timedelta

from applications.models import Draft, TakesApplications

# What arrives for so long after closing is still kept as a draft: it was typed before.
KEPT_AFTER_CLOSING = timedelta(days=1)


class NotOpen(Exception):
    """The page takes no applications at this instant."""


def closes_at(page: TakesApplications, draft: Draft | None = None) -> datetime:
    """Return the instant from which this draft can no longer be sent."""
    closing = page.period().closes_at
    if draft is None:
        return closing
    return max([closing, *(extension.until for extension in draft.extensions.all())])


def is_open_for(page: TakesApplications, draft: Draft | None, now: datetime) -> bool:
    """Return whether the draft may be sent at this instant.

    An extension opens nothing before the opening, and nothing that was withdrawn or cancelled.
    """
    if page.is_open(now):
        return True
    return draft is not None and page.takes_late(now) and now < closes_at(page, draft)


def keeps_text(page: TakesApplications, draft: Draft | None, now: datetime) -> bool:
    """Return whether what somebody typed is still taken into the draft at this instant."""
    return is_open_for(page, draft, now) or now < closes_at(page, draft) + KEPT_AFTER_CLOSING
