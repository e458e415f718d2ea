"""One-to-ones: the slots of a session, and which are free."""

from datetime import datetime, timedelta

from django.db.models import Prefetch

from challenges.models import Attendance, Session

Span = tuple[datetime, datetime]
A_DAY = timedelta(days=1)


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
    """Return which slots nobody has, or `but` has alone, and in which a facilitator is free."""
    others = session.attendances.exclude(slot_at=None)
    if but is not None:
        others = others.exclude(pk=but.pk)
    taken = set(others.values_list("slot_at", flat=True))
    busy = _elsewhere(session)
    return [
        slot
        for slot in slots_of(session)
        if slot not in taken and not _are_all_busy(busy, slot, _length(session))
    ]


def _length(session: Session) -> timedelta:
    return timedelta(minutes=session.slot_minutes or 0)


def _are_all_busy(busy: list[list[Span]], slot: datetime, length: timedelta) -> bool:
    """Return whether each facilitator is somewhere else during the slot; nobody known is nobody."""
    return bool(busy) and all(
        any(starts < slot + length and ends > slot for starts, ends in spans) for spans in busy
    )


def _elsewhere(session: Session) -> list[list[Span]]:
    """Return, for each facilitator, when they lead something else; of one-to-ones what is booked.

    They are known by name, whatever its capitals.
    """
    names = {name.casefold() for name in session.names_of_facilitators()}
    if not names or not session.starts_at:
        return []
    booked = Attendance.objects.exclude(slot_at=None)
    others = (
        Session.objects.filter(authority=session.authority_id, called_off="")
        .filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
        .exclude(pk=session.pk)
        .exclude(facilitators="")
        .prefetch_related(Prefetch("attendances", booked, to_attr="booked"))
    )
    busy: dict[str, list[Span]] = {name: [] for name in names}
    for other in others:
        spans = [(other.starts_at, other.ends_at)]
        if other.slot_minutes:
            spans = [(one.slot_at, one.slot_at + _length(other)) for one in other.booked]  # type: ignore[attr-defined]
        for name in other.names_of_facilitators():
            if name.casefold() in names:
                busy[name.casefold()] += spans  # type: ignore[arg-type]
    return list(busy.values())


def other_slot(attendance: Attendance, slot: datetime) -> Attendance | None:
    """Return what this person has booked elsewhere at the same time, if anything."""
    ends = slot + _length(attendance.session)
    theirs = (
        Attendance.objects.filter(email__iexact=attendance.email, slot_at__lt=ends)
        .exclude(email="")
        .exclude(pk=attendance.pk)
        .filter(session__authority=attendance.session.authority, slot_at__gt=slot - A_DAY)
        .select_related("session")
    )
    for one in theirs:
        if one.slot_at and one.slot_at + _length(one.session) > slot:
            return one
    return None
