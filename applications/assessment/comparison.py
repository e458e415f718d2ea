"""All applications of a page side by side: ranks, means, spread, and what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from applications.assessment.permissions import DECLARED_ABOUT
from applications.assessment.scoring.agreed_scores import agreed_scores_of
from applications.assessment.scoring.results import results_of, sent_scores_of, weighted_criteria
from applications.assessment.scoring.score_statistics import (
    FAR,
    CriterionResult,
    Result,
    mean_distances,
    outliers,
    ranks,
    weighted_mean,
)
from applications.models import (
    AgreedScore,
    Application,
    Assessor,
    Assignment,
    Criterion,
    TakesApplications,
)
from applications.workflow.sealing import readable_applications


@dataclass(frozen=True)
class Cell:
    """One criterion of one application: the mean, and what the panel agreed on."""

    criterion: Criterion
    result: CriterionResult
    agreed: AgreedScore | None


@dataclass(frozen=True)
class Compared:
    """One application among the others."""

    application: Application
    rank: int | None
    result: Result
    cells: list[Cell]
    agreed_total: Fraction | None
    outliers: frozenset[int]
    waiting: tuple[int, ...]
    earlier: tuple[int, ...]


@dataclass(frozen=True)
class Leaning:
    """How far an assessor scores from the others on the average, and whether it is far."""

    number: int
    name: str
    distance: Fraction
    is_far: bool


@dataclass(frozen=True)
class Comparison:
    """The applications in their ranks, and the assessors who lean to one side.

    What has fewer scores than the page wants stands `apart`, without a rank.
    """

    criteria: list[Criterion]
    rows: list[Compared]
    apart: list[Compared]
    leanings: list[Leaning]
    lowest: int
    highest: int
    wanted: int

    @property
    def all_rows(self) -> list[Compared]:
        """Every application, those in their ranks first."""
        return [*self.rows, *self.apart]


def compare(page: TakesApplications) -> Comparison:
    """Return the comparison of all that is assessed or beyond; a constant number of queries."""
    applications = list(
        readable_applications(page, timezone.now())
        .filter(status__in=DECLARED_ABOUT)
        .defer("form_data", "questions", "search_text")
        .order_by("reference")
    )
    criteria = list(page.criteria.all())
    anchors = page.anchors()
    lowest, highest = anchors[0][0], anchors[-1][0]
    results = results_of(page, applications)
    wanted = page.assessors_wanted
    rank = ranks(
        {
            key: result.total
            for key, result in results.items()
            if result.total is not None and len(result.totals) >= wanted
        }
    )
    agreed = agreed_scores_of(applications)
    waiting, earlier = _waiting(page), _earlier(page)
    rows = [
        Compared(
            one,
            rank.get(one.pk),
            results[one.pk],
            _cells(criteria, results[one.pk], agreed.get(one.pk, {})),
            agreed_total(criteria, results[one.pk], agreed.get(one.pk, {})),
            outliers(results[one.pk], highest - lowest),
            waiting.get(one.pk, ()),
            earlier.get(one.pk, ()),
        )
        for one in applications
    ]
    ranked = sorted(
        (row for row in rows if row.rank), key=lambda row: (row.rank, row.application.reference)
    )
    apart = [row for row in rows if not row.rank]
    leanings = _leanings(page, list(results.values()), highest - lowest)
    return Comparison(criteria, ranked, apart, leanings, lowest, highest, wanted)


def agreed_total(
    criteria: Sequence[Criterion], result: Result, agreed: dict[int, AgreedScore]
) -> Fraction | None:
    """Return the weighted mean with each agreed score in the place of its criterion's mean.

    `None` where nothing was agreed.
    """
    figures: dict[int, int | Fraction | None] = {
        one.key: agreed[one.key].score if one.key in agreed else one.mean
        for one in result.criteria
        if one.is_applicable
    }
    return weighted_mean(weighted_criteria(criteria), figures) if agreed else None


def _cells(
    criteria: Sequence[Criterion], result: Result, agreed: dict[int, AgreedScore]
) -> list[Cell]:
    return [
        Cell(criterion, one, agreed.get(criterion.pk))
        for criterion, one in zip(criteria, result.criteria, strict=True)
    ]


def _waiting(page: TakesApplications) -> dict[int, tuple[int, ...]]:
    """Return the numbers of the assessors who have not sent, by application."""
    in_hand = Assignment.objects.filter(
        application__page_id=page.pk, ended_at=None, sent_at=None
    ).order_by("assessor__number")
    found: dict[int, tuple[int, ...]] = {}
    for application, number in in_hand.values_list("application", "assessor__number"):
        found[application] = (*found.get(application, ()), number)
    return found


def _earlier(page: TakesApplications) -> dict[int, tuple[int, ...]]:
    """Return the numbers of the assessors who scored an earlier version, by application."""
    found: dict[int, tuple[int, ...]] = {}
    for sheet in sent_scores_of(page):
        if sheet.is_of_earlier_version:
            key = sheet.application_id
            found[key] = (*found.get(key, ()), sheet.assessor.number)
    return found


def _leanings(page: TakesApplications, results: list[Result], width: int) -> list[Leaning]:
    names = dict(Assessor.objects.filter(page_id=page.pk).values_list("number", "name"))
    return [
        Leaning(number, names[number], distance, abs(distance) > FAR * width)
        for number, distance in mean_distances(results).items()
    ]
