"""Scores that were sent and stand, and the figures that follow from them.

What an assessor has not sent yet, or took part in no longer, is never read here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from applications.assessment.scoring.score_statistics import (
    Result,
    ScoreSheet,
    WeightedCriterion,
    result_of,
)
from applications.models import (
    Application,
    Assessor,
    Assignment,
    Criterion,
    NotApplicable,
    SentScores,
    TakesApplications,
)


@dataclass(frozen=True)
class SentScoreSheet:
    """The last scores that one assessor sent for one application, while they count.

    `rows` maps a criterion's key to what `SentScores.scores` says of it. `is_of_earlier_version`
    says that the application has been changed since.
    """

    assignment: Assignment
    assessor: Assessor
    application_id: int
    sent_at: datetime
    number: int
    version: int
    is_of_earlier_version: bool
    rows: dict[int, dict[str, Any]]

    def for_means(self) -> ScoreSheet:
        """Return the scores alone."""
        return ScoreSheet(
            self.assessor.number, {key: row["score"] for key, row in self.rows.items()}
        )


def sent_scores_of(page: TakesApplications) -> list[SentScoreSheet]:
    """Return all scores for the page's applications that were sent and count, by assessor."""
    return _sheets(Assignment.objects.filter(application__page_id=page.pk))


def sent_scores_for(application: Application) -> list[SentScoreSheet]:
    """Return the scores for one application that were sent and count, by assessor."""
    return _sheets(Assignment.objects.filter(application=application))


def weighted_criteria(criteria: Iterable[Criterion]) -> list[WeightedCriterion]:
    """Return the criteria as figures need them."""
    return [WeightedCriterion(one.pk, one.weight, one.minimum) for one in criteria]


def not_applicable_of(applications: Iterable[Application]) -> dict[int, set[int]]:
    """Return the criteria that do not apply, by the key of each application that has any."""
    rows = NotApplicable.objects.filter(application__in=list(applications))
    left_out: dict[int, set[int]] = defaultdict(set)
    for application, criterion in rows.values_list("application", "criterion"):
        left_out[application].add(criterion)
    return left_out


def result_for(application: Application, criteria: Sequence[Criterion]) -> Result:
    """Return one application's figures."""
    sheets = [sheet.for_means() for sheet in sent_scores_for(application)]
    left_out = not_applicable_of([application])[application.pk]
    return result_of(weighted_criteria(criteria), sheets, left_out)


def results_of(page: TakesApplications, applications: Sequence[Application]) -> dict[int, Result]:
    """Return the figures of these applications of the page, by their keys."""
    sheets: dict[int, list[ScoreSheet]] = defaultdict(list)
    for sheet in sent_scores_of(page):
        sheets[sheet.application_id].append(sheet.for_means())
    left_out = not_applicable_of(applications)
    criteria = weighted_criteria(page.criteria.all())
    return {one.pk: result_of(criteria, sheets[one.pk], left_out[one.pk]) for one in applications}


def comments_for_applicant(application: Application) -> list[dict[str, Any]]:
    """Return what assessors wrote for the applicant, as `{"criterion", "name", "comment"}`.

    In the order of the criteria; the comments of several assessors are one text, each begun with
    “Assessor 1:”. A criterion without a comment, or that does not apply, is left out.
    """
    sheets = sent_scores_for(application)
    left_out = not_applicable_of([application])[application.pk]
    found = []
    for criterion in application.page.specific.criteria.all():
        said = [
            _("Assessor %(number)d: %(comment)s")
            % {"number": sheet.assessor.number, "comment": comment}
            for sheet in sheets
            if (comment := sheet.rows.get(criterion.pk, {}).get("comment", "").strip())
        ]
        if said and criterion.pk not in left_out:
            found.append(
                {"criterion": criterion.pk, "name": criterion.name, "comment": "\n\n".join(said)}
            )
    return found


def means_for_applicant(application: Application) -> list[dict[str, Any]]:
    """Return the criteria that apply, as `{"criterion", "name", "weight", "mean", "maximum"}`.

    `mean` is rounded to two places, or `None` without a score; `maximum` is the scale's highest.
    """
    page = application.page.specific
    criteria = list(page.criteria.all())
    result = result_for(application, criteria)
    means = {
        one.key: None if one.mean is None else round(float(one.mean), 2)
        for one in result.criteria
        if one.is_applicable
    }
    return [
        {
            "criterion": criterion.pk,
            "name": criterion.name,
            "weight": criterion.weight,
            "mean": means[criterion.pk],
            "maximum": page.anchors()[-1][0],
        }
        for criterion in criteria
        if criterion.pk in means
    ]


def _sheets(assignments) -> list[SentScoreSheet]:
    """Return the last sending of each of the assignments that count; two queries."""
    counted = {
        one.pk: one
        for one in assignments.filter(ended_at=None)
        .exclude(sent_at=None)
        .select_related("assessor", "application")
        .order_by("assessor__number", "pk")
    }
    last: dict[int, SentScores] = {}
    for sending in SentScores.objects.filter(assignment__in=list(counted)).order_by("number"):
        last[sending.assignment_id] = sending
    return [
        SentScoreSheet(
            assignment,
            assignment.assessor,
            assignment.application_id,
            last[key].at,
            last[key].number,
            last[key].version,
            last[key].version != assignment.application.version,
            {row["criterion"]: row for row in last[key].scores},
        )
        for key, assignment in counted.items()
        if key in last
    ]
