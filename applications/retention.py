"""What is deleted when its time is over."""

from datetime import datetime, timedelta

from applications.deadlines import closes_at
from applications.erasure import erase_people
from applications.models import Draft
from authorities.models import AuthoritySettings

# A draft that was never sent: long enough to read it again for the next challenge.
DRAFT_DAYS = 180


def erase_expired(now: datetime) -> int:
    """Erase drafts that were never sent, and the people in applications after the years stated.

    Returns how many were erased; safe to repeat.
    """
    erased = 0
    for settings in AuthoritySettings.objects.select_related("site"):
        kept = timedelta(days=365 * settings.retention_years)
        mine = Draft.objects.for_authority(settings.site).select_related("page", "authority")
        unsent = mine.filter(application=None, saved_at__lt=now - timedelta(days=DRAFT_DAYS))
        for draft in unsent.exclude(typed={}):
            if closes_at(draft.page.specific, draft) < now - timedelta(days=DRAFT_DAYS):
                erase_people(draft, now=now)
                erased += 1
        sent = mine.filter(application__erased_at=None, application__submit_time__lt=now - kept)
        for draft in sent:
            if closes_at(draft.page.specific, draft) < now - kept:
                erase_people(draft, now=now)
                erased += 1
    return erased
