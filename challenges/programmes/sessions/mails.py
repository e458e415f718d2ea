"""Mail about sessions: to each person with the address of their own page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from authorities.mail.outbox import queue_once
from authorities.mail.registry import MailType, register
from challenges.models import Attendance, Session

INVITATION = register(
    "session_invitation",
    "challenges/programmes/sessions/mail/invitation.txt",
    to="who is invited to a session, or has signed up for one",
    when="they are invited or sign up",
)
PLACE = register(
    "session_place",
    "challenges/programmes/sessions/mail/place.txt",
    to="who waited for a place at a session",
    when="one is free",
)
ROOM = register(
    "session_room",
    "challenges/programmes/sessions/mail/room.txt",
    to="who found a session full, and its line as well, and wanted to hear of room",
    when="there is a place, or one in line",
)
REMINDER = register(
    "session_reminder",
    "challenges/programmes/sessions/mail/reminder.txt",
    to="who has a place at a session",
    when="it is on the next day",
)
CHANGE = register(
    "session_change",
    "challenges/programmes/sessions/mail/change.txt",
    to="who has a place at a session, or waits for one",
    when="its time or place changes, or it is called off",
)


def page_of(attendance: Attendance) -> str:
    """Return the address of the person's own page about the session."""
    path = reverse("session_answer", args=[attendance.secret])
    return attendance.session.authority.root_url + path


def queue_invitation(attendance: Attendance) -> bool:
    """Invite the person; return whether the mail was queued now."""
    subject = _("Invitation: %s") % attendance.session
    return _queue(attendance, INVITATION, subject, key=f"{attendance.pk}")


def queue_place(attendance: Attendance) -> bool:
    """Tell who waited that they have a place."""
    subject = _("You have a place: %s") % attendance.session
    return _queue(attendance, PLACE, subject, key=f"{attendance.pk}:{_answered(attendance)}")


def queue_room(attendance: Attendance) -> bool:
    """Tell who hoped for room that there is some, for whoever says yes first."""
    subject = _("There is room again: %s") % attendance.session
    return _queue(attendance, ROOM, subject, key=f"{attendance.pk}:{_answered(attendance)}")


def _answered(attendance: Attendance) -> str:
    return attendance.answered_at.isoformat() if attendance.answered_at else ""


def queue_reminder(attendance: Attendance, *, is_tomorrow: bool) -> bool:
    """Remind who comes, with the day in a word."""
    starts_at = attendance.slot_at or attendance.session.starts_at
    when = _("tomorrow") if is_tomorrow else _("today")
    return _queue(
        attendance,
        REMINDER,
        _("%(when)s: %(session)s") % {"when": when.capitalize(), "session": attendance.session},
        key=f"{attendance.pk}:{starts_at.isoformat() if starts_at else ''}",
        when=when,
    )


def queue_change(session: Session, key: str) -> int:
    """Tell who comes or waits what has changed; return how many mails were queued."""
    subject = _("Called off: %s") if session.called_off else _("Changed: %s")
    concerned = session.attendances.filter(
        answer__in=(Attendance.Answer.YES, Attendance.Answer.WAITING)
    )
    return sum(
        _queue(one, CHANGE, subject % session, key=f"{one.pk}:{key}")
        for one in concerned.select_related("session__authority__root_page")
    )


def _queue(
    attendance: Attendance, mail: MailType, subject: str, *, key: str, **context: Any
) -> bool:
    if not attendance.email:
        return False
    return queue_once(
        attendance.email,
        attendance.session.authority,
        mail,
        subject=subject,
        key=key,
        attendance=attendance,
        session=attendance.session,
        starts_at=attendance.slot_at or attendance.session.starts_at,
        url=page_of(attendance),
        **context,
    )
