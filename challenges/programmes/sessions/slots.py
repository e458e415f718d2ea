"""One-to-ones: the slots of a session, and which are free."""

from datetime import datetime, timedelta

from challenges.models import Attendance, Session


def slots_of(session: Session) -> list[datetime]:
    """Return when each slot begins; none is shorter than the session says.

    Counted in instants: when clocks go forward an hour has no slots, when they go back it has two.
    """
    if not (session.slot_minutes and session.starts_at and session.ends_at):
        return []
    length = timedelta(minutes=session.slot_minutes)
    number = int((session.ends_at - session.starts_at) / length)
    return [session.starts_at + step * length for step in range(number)]


def free_slots(session: Session, *, but: Attendance | None = None) -> list[datetime]:
    """Return which slots nobody has, or `but` has alone."""
    others = session.attendances.exclude(slot_at=None)
    if but is not None:
        others = others.exclude(pk=but.pk)
    taken = set(others.values_list("slot_at", flat=True))
    return [slot for slot in slots_of(session) if slot not in taken]


def other_slot(attendance: Attendance, slot: datetime) -> Attendance | None:
    """Return what this person has booked elsewhere at the same time, if anything."""
    ends = slot + timedelta(minutes=attendance.session.slot_minutes or 0)
    theirs = (
        Attendance.objects.filter(email__iexact=attendance.email, slot_at__lt=ends)
        .exclude(email="")
        .exclude(pk=attendance.pk)
        .filter(session__authority=attendance.session.authority, slot_at__gt=slot - A_DAY)
        .select_related("session")
    )
    for one in theirs:
        if one.slot_at and one.slot_at + timedelta(minutes=one.session.slot_minutes or 0) > slot:
            return one
    return None


A_DAY = timedelta(days=1)
