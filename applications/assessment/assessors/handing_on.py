"""Removing an assessor, and handing on what they had in hand."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applications.assessment.assessors import assignments, invitations
from applications.assessment.permissions import may_be_assigned
from applications.models import Assessor, Assignment
from authorities.models import User

# Who takes work over has this much time at least.
TIME_FOR_IT = timedelta(days=5)


def in_hand(assessor: Assessor) -> list[Assignment]:
    """Return what the assessor has still to score."""
    return list(
        assessor.assignments.filter(ended_at=None, sent_at=None)
        .select_related("application__page", "application__draft", "application__authority")
        .order_by("due_at", "pk")
    )


@transaction.atomic
def remove_and_hand_on(
    assessor: Assessor,
    *,
    to: Assessor | None,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> list[Assignment]:
    """Remove an assessor, and give their open work to another; return what stays without one.

    What the other may not have (a conflict, or it is theirs already) is among what stays. Raises
    `AssessmentRefused` as `invitations.remove` does.
    """
    now = now or timezone.now()
    work = in_hand(assessor)
    invitations.remove(assessor, by=by, reason=reason, now=now)
    if to is None:
        return work
    left = [one for one in work if not _may_take(to, one)]
    _hand(to, [one for one in work if one not in left], by, now)
    return left


def _may_take(to: Assessor, assignment: Assignment) -> bool:
    has_it = Assignment.objects.filter(
        assessor=to, application=assignment.application_id, ended_at=None
    ).exists()
    return not has_it and bool(may_be_assigned(to, assignment.application))


def _hand(to: Assessor, work: Iterable[Assignment], by: User, now: datetime) -> None:
    """Give all of it in one go, due when the last of it was, with some days at least."""
    work = list(work)
    if not work:
        return
    due_at = max(now + TIME_FOR_IT, *(one.due_at for one in work))
    assignments.assign_all([(one.application, to) for one in work], by=by, due_at=due_at, now=now)
