"""Yes or no: places, the waiting list, and slots. Each session is answered one after the other."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from challenges.models import Attendance, Session
from challenges.programmes.sessions.mails import queue_place, queue_room
from challenges.programmes.sessions.slots import free_slots, other_slot

Answer = Attendance.Answer


class AnswerRefused(Exception):
    """Nothing is kept; the message says why, in words for the person who answered."""


class IsFull(AnswerRefused):
    """Place and line are taken; the person can be told of the next."""


@transaction.atomic
def say_yes(attendance: Attendance, *, now: datetime, slot: datetime | None = None) -> Attendance:
    """Give the person a place, or one in line where none is left; a slot, where there are slots.

    Raises `AnswerRefused` after the start, for what is called off, and for a slot that is taken;
    `IsFull` where nobody more can wait.
    """
    session, attendance = _locked(attendance, now)
    if session.slot_minutes:
        _take(attendance, slot)
        attendance.answer = Answer.YES
    elif attendance.answer != Answer.YES:
        has_place = _has_place(session)
        if attendance.answer == Answer.WAITING and not has_place:
            return attendance
        if not has_place and not _has_line(session):
            raise IsFull(_("All places are taken, and so is the line of those who wait for one."))
        attendance.answer = Answer.YES if has_place else Answer.WAITING
    attendance.answered_at = now
    attendance.save(update_fields=["answer", "answered_at", "slot_at"])
    return attendance


@transaction.atomic
def say_no(attendance: Attendance, *, now: datetime) -> Attendance:
    """Take the person's place back, and give it to who waits longest."""
    session, attendance = _locked(attendance, now)
    attendance.answer, attendance.answered_at, attendance.slot_at = Answer.NO, now, None
    attendance.save(update_fields=["answer", "answered_at", "slot_at"])
    _move_up(session, now)
    return attendance


@transaction.atomic
def say_hoping(attendance: Attendance, *, now: datetime) -> Attendance:
    """Note that the person wants to hear when they could come; who has a place or waits keeps it.

    Raises `AnswerRefused` after the start, and for what is called off.
    """
    _session, attendance = _locked(attendance, now)
    if attendance.answer not in (Answer.YES, Answer.WAITING):
        attendance.answer, attendance.answered_at = Answer.HOPING, now
        attendance.save(update_fields=["answer", "answered_at"])
    return attendance


@transaction.atomic
def fill_places(session: Session, *, now: datetime) -> int:
    """Give places that there are now to who waits longest; return how many got one."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    return _move_up(session, now)


def _locked(attendance: Attendance, now: datetime) -> tuple[Session, Attendance]:
    """Return both as they stand, the session locked; refuse what cannot be answered any more."""
    session = Session.objects.select_for_update().get(pk=attendance.session_id)
    if session.called_off:
        raise AnswerRefused(_("It is called off: %s") % session.called_off)
    if session.starts_at is None or now >= session.starts_at:
        raise AnswerRefused(_("It has begun, so answers are no longer taken."))
    attendance = Attendance.objects.get(pk=attendance.pk)
    attendance.session = session
    return session, attendance


def _has_place(session: Session) -> bool:
    return session.places is None or session.attendances.coming().count() < session.places


def _has_line(session: Session) -> bool:
    limit = session.line_places
    return limit is None or session.attendances.in_line().count() < limit


def _move_up(session: Session, now: datetime) -> int:
    """Give free places to who waits; nobody after the start, or where it is called off.

    Who hoped for room hears of it once, and says yes if they still like to.
    """
    if session.called_off or session.starts_at is None or now >= session.starts_at:
        return 0
    waiting = list(session.attendances.in_line())
    if session.places is not None:
        waiting = waiting[: max(0, session.places - session.attendances.coming().count())]
    for attendance in waiting:
        attendance.answer, attendance.answered_at = Answer.YES, now
        attendance.save(update_fields=["answer", "answered_at"])
        queue_place(attendance)
    if _has_place(session) or _has_line(session):
        for attendance in session.attendances.hoping():
            attendance.answer, attendance.answered_at = Answer.NONE, now
            attendance.save(update_fields=["answer", "answered_at"])
            queue_room(attendance)
    return len(waiting)


def _take(attendance: Attendance, slot: datetime | None) -> None:
    """Book the slot; refuse one that is taken, or beside another of the same person's."""
    if slot is None:
        raise AnswerRefused(_("Choose a time."))
    if slot not in free_slots(attendance.session, but=attendance):
        raise AnswerRefused(_("Somebody has just taken this time. Choose another one."))
    if other := other_slot(attendance, slot):
        raise AnswerRefused(
            _("You have a one-to-one at the same time: %s. Give that up first.") % other.session
        )
    attendance.slot_at = slot
