"""An assessor's scores: drafts until they are sent, then locked until they are returned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.assessment import mails
from applications.assessment.assessors import unassign
from applications.assessment.permissions import may_manage, may_score
from applications.assessment.rounds import AssessmentRefused, lock_open, reason_in, require
from applications.models import (
    Assignment,
    Criterion,
    Event,
    NotApplicable,
    Score,
    SentScores,
    TakesApplications,
)
from authorities.models import User


@dataclass(frozen=True)
class ScoreInput:
    """What an assessor entered for one criterion. 0 is a score; `None` is none."""

    score: int | None = None
    comment: str = ""
    private_comment: str = ""


class Stale(Exception):
    """Another window has saved since this one was opened; nothing was written."""


class Unfinished(AssessmentRefused):
    """Some criteria have no score yet: `criteria` holds their keys."""

    def __init__(self, criteria: list[int]) -> None:
        super().__init__(_("Score every criterion before you send."))
        self.criteria = criteria


def applicable_criteria(assignment: Assignment, page: TakesApplications) -> list[Criterion]:
    """Return the criteria that an assessor scores for this application, in their order."""
    left_out = set(
        NotApplicable.objects.filter(application=assignment.application_id).values_list(
            "criterion", flat=True
        )
    )
    return [one for one in page.criteria.all() if one.pk not in left_out]


def entered_in(assignment: Assignment) -> dict[int, ScoreInput]:
    """Return what is saved, by criterion."""
    return {
        one.criterion: ScoreInput(one.score, one.comment, one.private_comment)
        for one in assignment.scores.all()
    }


@transaction.atomic
def save(
    assignment: Assignment,
    entered: Mapping[int, ScoreInput],
    *,
    seen: int,
    now: datetime | None = None,
) -> Assignment:
    """Keep what was entered, by criterion, on top of the revision that was seen; return it anew.

    Saving what stands already changes nothing. Raises `Stale` if another window has saved
    something else, and `AssessmentRefused` for scores that are sent, ended or not on the scale.
    """
    now = now or timezone.now()
    assignment = _locked(assignment, now)
    page = assignment.application.page.specific
    allowed = {score for score, _text in page.anchors()}
    known = {one.pk for one in applicable_criteria(assignment, page)}
    entered = {key: one for key, one in entered.items() if key in known}
    if any(one.score is not None and one.score not in allowed for one in entered.values()):
        raise AssessmentRefused(_("Choose a score from the scale."))
    before = entered_in(assignment)
    changed = {
        key: one for key, one in entered.items() if not _same(one, before.get(key, ScoreInput()))
    }
    if not changed:
        return assignment
    if seen != assignment.revision:
        raise Stale
    Score.objects.bulk_create(
        [
            Score(
                assignment=assignment,
                criterion=key,
                score=one.score,
                comment=one.comment,
                private_comment=one.private_comment,
            )
            for key, one in changed.items()
        ],
        update_conflicts=True,
        unique_fields=["assignment", "criterion"],
        update_fields=["score", "comment", "private_comment"],
    )
    assignment.saved_at = now
    assignment.revision += 1
    assignment.save(update_fields=["saved_at", "revision"])
    return assignment


@transaction.atomic
def send(assignment: Assignment, *, read_version: int, now: datetime | None = None) -> SentScores:
    """Send what is saved and lock it; return what was sent.

    `read_version` is the application's version that the assessor had before them. Raises
    `Unfinished` naming the criteria without a score, and `AssessmentRefused` for an application
    that has changed since, and for scores that are sent or ended.
    """
    now = now or timezone.now()
    assignment = _locked(assignment, now)
    application = assignment.application
    if application.version != read_version:
        raise AssessmentRefused(
            _("The application has changed since you opened it. Read it again, then send.")
        )
    entered = entered_in(assignment)
    criteria = applicable_criteria(assignment, application.page.specific)
    missing = [one.pk for one in criteria if entered.get(one.pk, ScoreInput()).score is None]
    if missing:
        raise Unfinished(missing)
    sent = SentScores.objects.create(
        assignment=assignment,
        number=assignment.sent_scores.count() + 1,
        version=application.version,
        at=now,
        scores=[_as_sent(one, entered[one.pk]) for one in criteria],
    )
    assignment.sent_at, assignment.version, assignment.return_reason = now, sent.version, ""
    assignment.save(update_fields=["sent_at", "version", "return_reason"])
    unassign.record(
        Event.SCORES_SENT, assignment, sent, at=now, number=sent.number, version=sent.version
    )
    return sent


@transaction.atomic
def return_scores(
    assignment: Assignment, *, by: User, reason: str, now: datetime | None = None
) -> None:
    """Give sent scores back to their assessor, who reads the reason; what was sent stays on record.

    Raises `AssessmentRefused` for who may not, without a reason, and for what was not sent.
    """
    now = now or timezone.now()
    require(may_manage(by, assignment.assessor.authority))
    reason = reason_in(reason)
    lock_open(assignment.application.page)
    assignment.refresh_from_db()
    if not assignment.counts:
        raise AssessmentRefused(_("There are no sent scores to return."))
    assignment.sent_at, assignment.return_reason = None, reason
    assignment.save(update_fields=["sent_at", "return_reason"])
    unassign.record(Event.SCORES_RETURNED, assignment, actor=by, reason=reason, at=now)
    mails.queue_returned(assignment, at=now)


def _locked(assignment: Assignment, now: datetime) -> Assignment:
    """Return the assignment as it stands, its page locked; raise if its scores cannot change."""
    lock_open(assignment.application.page)
    current = Assignment.objects.select_related(
        "assessor__authority", "application__page", "application__draft", "application__authority"
    ).get(pk=assignment.pk)
    require(may_score(current.assessor, current, now=now))
    return current


def _same(one: ScoreInput, other: ScoreInput) -> bool:
    """Return whether both say the same; browsers write line ends their own way."""
    return one.score == other.score and all(
        mine.replace("\r\n", "\n") == theirs.replace("\r\n", "\n")
        for mine, theirs in (
            (one.comment, other.comment),
            (one.private_comment, other.private_comment),
        )
    )


def _as_sent(criterion: Criterion, entered: ScoreInput) -> dict[str, object]:
    return {
        "criterion": criterion.pk,
        "name": criterion.name,
        "weight": criterion.weight,
        "score": entered.score,
        "comment": entered.comment,
        "private_comment": entered.private_comment,
    }
