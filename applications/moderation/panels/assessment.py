"""What the application's screen shows of its assessment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.assessment import rounds
from applications.assessment.admin_forms import pitch_form
from applications.assessment.comparison import agreed_total
from applications.assessment.permissions import DECLARED_ABOUT, may_manage
from applications.assessment.pitches import handed_in, pitch_of
from applications.assessment.scoring.agreed_scores import agreed_scores_of
from applications.assessment.scoring.results import (
    SentScoreSheet,
    sent_scores_for,
    weighted_criteria,
)
from applications.assessment.scoring.score_statistics import CriterionResult, result_of
from applications.models import (
    AgreedScore,
    Application,
    Assignment,
    Criterion,
    EndedBecause,
    NotApplicable,
    SentScores,
)
from authorities.models import User
from authorities.scope import settings_of


@dataclass(frozen=True)
class CriterionPart:
    """One criterion: its figures, who gave what, what was agreed, whether it applies."""

    criterion: Criterion
    result: CriterionResult
    given: list[tuple[SentScoreSheet, dict[str, Any]]]
    agreed: AgreedScore | None
    not_applicable: NotApplicable | None


@dataclass(frozen=True)
class AssignmentPart:
    """One assignment with its state in words, and its last sending if it counts."""

    assignment: Assignment
    state: str
    sheet: SentScoreSheet | None


def assessment_part(application: Application, user: User) -> dict:
    """Return the inputs of `applications/moderation/panels/assessment.html`.

    Nothing that was not sent is among them, whoever asks.
    """
    page = application.page.specific
    now = timezone.now()
    criteria = list(page.criteria.all())
    sheets = sent_scores_for(application)
    left_out = {one.criterion: one for one in application.not_applicable.select_related("actor")}
    result = result_of(
        weighted_criteria(criteria), [sheet.for_means() for sheet in sheets], left_out
    )
    agreed = agreed_scores_of([application]).get(application.pk, {})
    pitch = pitch_of(application)
    return {
        "application": application,
        "page": page,
        "is_assessed": application.status in DECLARED_ABOUT,
        "may_manage": bool(may_manage(user, application.authority)),
        "is_closed": rounds.is_closed(page),
        "assignments": _assignments(application, sheets, now),
        "criteria": [
            CriterionPart(
                criterion,
                one,
                [(sheet, sheet.rows[one.key]) for sheet in sheets if one.key in sheet.rows],
                agreed.get(one.key),
                left_out.get(one.key),
            )
            for criterion, one in zip(criteria, result.criteria, strict=True)
        ],
        "result": result,
        "agreed_total": agreed_total(criteria, result, agreed),
        "sendings": SentScores.objects.filter(assignment__application=application)
        .select_related("assignment__assessor")
        .order_by("assignment__assessor__number", "number"),
        "scores": [score for score, _text in page.anchors()],
        "files": list(application.files.all()) if page.is_blind else [],
        "pitch": pitch,
        "pitch_file": handed_in(pitch) if pitch else None,
        "pitch_form": pitch_form(pitch, settings_of(application.authority)),
        "typed": {},
    }


def _assignments(
    application: Application, sheets: list[SentScoreSheet], now: datetime
) -> list[AssignmentPart]:
    by_assignment = {sheet.assignment.pk: sheet for sheet in sheets}
    rows = application.assignments.select_related("assessor").order_by("assessor__number", "pk")
    return [AssignmentPart(one, _state(one, now), by_assignment.get(one.pk)) for one in rows]


def _state(assignment: Assignment, now: datetime) -> str:
    """Return where an assignment stands, in words for staff."""
    if assignment.ended_at:
        return {
            EndedBecause.CONFLICT: _("Recused"),
            EndedBecause.TAKEN_BACK: _("Taken back"),
        }.get(EndedBecause(assignment.ended_because), _("Given back"))
    if assignment.sent_at:
        return _("Sent")
    if assignment.return_reason:
        return _("Returned, to do")
    return _("Overdue") if assignment.due_at <= now else _("To do")
