"""Reminding who comes, on the day before."""

from datetime import datetime, timedelta

from django.db import transaction

from authorities.batch import by_pk, for_each_isolated
from authorities.scope import settings_of
from challenges.models import Attendance
from challenges.programmes.sessions.leaving import give_up_places
from challenges.programmes.sessions.mails import queue_reminder

# Nobody is reminded by night: from this hour of the day before, where the session is.
FROM_HOUR = 8
LOOKED_AHEAD = timedelta(days=2)


def remind_participants(now: datetime) -> int:
    """Remind who has a place at what is tomorrow, or today; once. Return how many were.

    Places of who is matched no more are given to others first.
    """
    give_up_places(now)
    coming = Attendance.objects.coming().filter(
        reminded_at=None,
        session__called_off="",
        session__starts_at__gt=now,
        session__starts_at__lte=now + LOOKED_AHEAD,
    )
    return for_each_isolated(
        coming.select_related("session__authority__root_page"),
        lambda attendance: _remind(attendance, now),
        job="remind_participants",
        key=by_pk,
    )


@transaction.atomic
def _remind(attendance: Attendance, now: datetime) -> bool:
    zone = settings_of(attendance.session.authority).zone
    starts_at = attendance.slot_at or attendance.session.starts_at
    if starts_at is None:
        return False
    here = now.astimezone(zone)
    days = (starts_at.astimezone(zone).date() - here.date()).days
    if days > 1 or (days == 1 and here.hour < FROM_HOUR):
        return False
    mine = Attendance.objects.filter(pk=attendance.pk, reminded_at=None)
    if not mine.coming().update(reminded_at=now):
        return False
    return queue_reminder(attendance, is_tomorrow=days == 1)
