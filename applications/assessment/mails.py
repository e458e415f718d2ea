"""Mail to assessors. It says what waits and where, never which business or what was written."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Assessor, Assignment
from authorities.mail.outbox import queue
from authorities.scope import settings_of


def queue_invitation(assessor: Assessor, *, at: datetime) -> None:
    """Invite somebody to assess, with their private address."""
    _queue(
        assessor,
        "assessor_invited",
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
        "assessor_assigned",
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
        "assessor_returned",
        subject=_("Your scores came back to you"),
        key=f"{assignment.pk}:{at.isoformat()}",
        reference=assignment.application.reference,
        due_at=assignment.due_at,
    )


def queue_removed(assessor: Assessor) -> None:
    """Tell an assessor that nothing more is asked of them."""
    _queue(
        assessor,
        "assessor_removed",
        subject=_("You are no longer asked to assess"),
        key=f"{assessor.pk}",
    )


def queue_reminder(assessor: Assessor, *, count: int, due_at: datetime) -> bool:
    """Remind an assessor of unsent work that is due soon, once for each time that it is due.

    Returns whether the reminder was queued now.
    """
    return _queue(
        assessor,
        "assessor_reminder",
        subject=ngettext(
            "%d application waits for your scores", "%d applications wait for your scores", count
        )
        % count,
        key=f"{assessor.pk}:{due_at.isoformat()}",
        count=count,
        due_at=due_at,
    )


def _queue(assessor: Assessor, kind: str, *, subject: str, key: str, **context: Any) -> bool:
    return queue(
        assessor.email,
        assessor.authority,
        kind,
        subject=subject,
        key=key,
        assessor=assessor,
        page=assessor.page,
        url=assessor.authority.root_url + assessor.private_path,
        **context,
    )
