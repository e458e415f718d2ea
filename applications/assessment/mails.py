"""Mail to assessors, and about pitches.

It says what waits and where, never which business or what was written.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Assessor, Assignment, Pitch
from applications.recipients import write_to_contact
from authorities.mail.outbox import queue_once
from authorities.mail.registry import MailType, register
from authorities.scope import settings_of

INVITED = register(
    "assessor_invited",
    "applications/assessment/mail/assessor_invited.txt",
    to="an assessor",
    when="they are invited, or get more time to answer",
)
ASSIGNED = register(
    "assessor_assigned",
    "applications/assessment/mail/assessor_assigned.txt",
    to="an assessor",
    when="applications are assigned to them",
)
RETURNED = register(
    "assessor_returned",
    "applications/assessment/mail/assessor_returned.txt",
    to="an assessor",
    when="their scores come back to them",
)
REMOVED = register(
    "assessor_removed",
    "applications/assessment/mail/assessor_removed.txt",
    to="an assessor",
    when="nothing more is asked of them",
)
REMINDER = register(
    "assessor_reminder",
    "applications/assessment/mail/assessor_reminder.txt",
    to="an assessor",
    when="unsent scores are due soon",
)

PITCH = register(
    "pitch",
    "applications/assessment/mail/pitch.txt",
    to="the applicant",
    when="a pitch is arranged, moved or cancelled",
)


def queue_invitation(assessor: Assessor, *, at: datetime) -> None:
    """Invite somebody to assess, with their private address."""
    _queue(
        assessor,
        INVITED,
        subject=_("%s asks you to assess applications") % settings_of(assessor.authority).name,
        key=f"{assessor.pk}:{at.isoformat()}",
    )


def queue_assigned(
    assessor: Assessor, assignments: Collection[Assignment], *, due_at: datetime, at: datetime
) -> None:
    """Tell an assessor of everything that was assigned to them at once."""
    count = len(assignments)
    _queue(
        assessor,
        ASSIGNED,
        subject=ngettext(
            "%d application for you to assess", "%d applications for you to assess", count
        )
        % count,
        key=f"{assessor.pk}:{at.isoformat()}",
        count=count,
        due_at=due_at,
    )


def queue_returned(assignment: Assignment, *, at: datetime) -> None:
    """Tell an assessor that their scores came back; why stands on their page."""
    _queue(
        assignment.assessor,
        RETURNED,
        subject=_("Your scores came back to you"),
        key=f"{assignment.pk}:{at.isoformat()}",
        reference=assignment.application.reference,
        due_at=assignment.due_at,
    )


def queue_removed(assessor: Assessor) -> None:
    """Tell an assessor that nothing more is asked of them."""
    _queue(
        assessor,
        REMOVED,
        subject=_("You are no longer asked to assess"),
        key=f"{assessor.pk}",
    )


def queue_reminder(assessor: Assessor, *, count: int, due_at: datetime) -> bool:
    """Remind an assessor of unsent work that is due soon, once for each time that it is due.

    Returns whether the reminder was queued now.
    """
    return _queue(
        assessor,
        REMINDER,
        subject=ngettext(
            "%d application waits for your scores", "%d applications wait for your scores", count
        )
        % count,
        key=f"{assessor.pk}:{due_at.isoformat()}",
        count=count,
        due_at=due_at,
    )


def queue_pitch(pitch: Pitch, subject: str, now: datetime) -> None:
    """Tell the applicant that a pitch is arranged, moved or cancelled."""
    application = pitch.application
    write_to_contact(
        application.draft,
        PITCH,
        subject=f"{subject}: {application.reference}",
        key=f"{pitch.pk}:{now.isoformat()}",
        page=application.page,
        pitch=pitch,
    )


def _queue(assessor: Assessor, mail: MailType, *, subject: str, key: str, **context: Any) -> bool:
    return queue_once(
        assessor.email,
        assessor.authority,
        mail,
        subject=subject,
        key=key,
        assessor=assessor,
        page=assessor.page,
        url=assessor.authority.root_url + assessor.private_path,
        **context,
    )
