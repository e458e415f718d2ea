"""When what the public reads of challenges next changes by itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from challenges.models import ChallengePage
from challenges.presentation.cards import CLOSING_SOON

# In days: what closes within them can be asked for in a listing.
CLOSING_WINDOWS = (7, 14, 30)
# How long before a closing something is shown that was not: the tag, and what the filters find.
BEFORE_CLOSING = (timedelta(), CLOSING_SOON, *map(timedelta, CLOSING_WINDOWS))


def next_change(now: datetime, horizon: datetime) -> datetime | None:
    """Return the first instant after `now` at which any challenge reads differently.

    None where that is none until the horizon. How words about the time that is left change is not
    its matter: see `authorities.dates.track_expiry`.
    """
    near = Q(opens_at__gt=now, opens_at__lte=horizon)
    near |= Q(announced_at__gt=now, announced_at__lte=horizon)
    near |= Q(questions_until__gt=now, questions_until__lte=horizon)
    for before in BEFORE_CLOSING:
        near |= Q(closes_at__gt=now + before, closes_at__lte=horizon + before)
    found = ChallengePage.objects.filter(near).order_by()
    dates = found.values_list("announced_at", "opens_at", "questions_until", "closes_at")
    instants = (instant for row in dates for instant in _instants(*row))
    return min((instant for instant in instants if instant > now), default=None)


def _instants(*dates: datetime | None) -> Iterator[datetime]:
    """Yield the instants of one challenge; a draft may lack any of its dates."""
    *others, closes_at = dates
    yield from filter(None, others)
    if closes_at:
        yield from (closes_at - before for before in BEFORE_CLOSING)
