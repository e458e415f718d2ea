"""Assignments that end before their scores count: given back, or taken back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.assessment.assessors import news
from applications.assessment.permissions import may_manage
from applications.assessment.rounds import AssessmentRefused, lock_open, reason_in, require
from applications.history.chain import record_for
from applications.models import Assignment, EndedBecause, Entry, Event, SentScores
from authorities.models import User

# What an assessor may say; a conflict is declared, see `declaring`.
GIVEN_BACK_BECAUSE = (EndedBecause.NOT_MY_FIELD, EndedBecause.TOO_MANY)


@transaction.atomic
def give_back(
    assignment: Assignment, *, because: EndedBecause, text: str, now: datetime | None = None
) -> None:
    """End an assignment as its assessor asks; what they have typed stays unread.

    Raises `AssessmentRefused` for scores that were sent, and for a reason not in the list.
    """
    now = now or timezone.now()
    if because not in GIVEN_BACK_BECAUSE:
        raise AssessmentRefused(_("Choose the reason from the list."))
    _lock_in_hand(assignment)
    end(assignment, because, text, at=now)
    record(
        Event.GIVEN_BACK,
        assignment,
        assessor=assignment.assessor,
        reason=text,
        at=now,
        because=because.value,
    )
    said = _("They gave %(reference)s back: %(why)s.") % {
        "reference": assignment.application.reference,
        "why": because.label.lower(),
    }
    news.tell(assignment.assessor, said, key=f"back:{assignment.pk}", lost=1)


@transaction.atomic
def take_back(
    assignment: Assignment, *, by: User, reason: str, now: datetime | None = None
) -> None:
    """End an assignment that is in hand; raise `AssessmentRefused` where this cannot be done."""
    now = now or timezone.now()
    require(may_manage(by, assignment.assessor.authority))
    reason = reason_in(reason)
    _lock_in_hand(assignment)
    end(assignment, EndedBecause.TAKEN_BACK, reason, at=now)
    record(Event.UNASSIGNED, assignment, actor=by, reason=reason, at=now)


def end(assignment: Assignment, because: EndedBecause, text: str, *, at: datetime) -> None:
    """Write that an assignment has ended. The caller holds the page's lock and records it."""
    assignment.ended_at = at
    assignment.ended_because = because
    assignment.ended_text = text.strip()[:500]
    assignment.save(update_fields=["ended_at", "ended_because", "ended_text"])


def record(event: Event, assignment: Assignment, *sent: SentScores, **entry) -> Entry:
    """Write an entry about an assignment, named by its key; with the scores that were `sent`."""
    entry.setdefault("assessor", assignment.assessor)
    return record_for(
        event,
        assignment.application,
        assignment=assignment.pk,
        covers=[assignment, *sent],
        **entry,
    )


def _lock_in_hand(assignment: Assignment) -> None:
    """Lock the page, read the assignment anew; raise `AssessmentRefused` if it is not in hand."""
    lock_open(assignment.application.page)
    assignment.refresh_from_db()
    if assignment.ended_at:
        raise AssessmentRefused(_("This assignment has ended already."))
    if assignment.sent_at:
        raise AssessmentRefused(_("The scores were sent. Return them first."))
