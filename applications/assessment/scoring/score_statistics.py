"""Means of scores: exact, and blind to who scored and in which order.

Nothing here asks the database. What does not count (unsent, ended, not applicable) is left out
before anything is added up, so it can change no figure.
"""

import statistics
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

# How far apart, as a part of the scale, two figures stand before somebody should look.
FAR = Fraction(1, 5)


@dataclass(frozen=True)
class WeightedCriterion:
    """A criterion as far as figures need it: its key, its weight and its minimum, if any."""

    key: int
    weight: int
    minimum: int | None = None


@dataclass(frozen=True)
class ScoreSheet:
    """What one assessor gave one application, by criterion; `None` where there is no score.

    `counts` says whether it was sent and stands.
    """

    assessor: int
    scores: Mapping[int, int | None]
    counts: bool = True


@dataclass(frozen=True)
class CriterionResult:
    """One criterion of one application: the mean, and who gave no score."""

    key: int
    is_applicable: bool
    mean: Fraction | None
    scores: tuple[int, ...]
    missing: tuple[int, ...]
    is_below_minimum: bool

    @property
    def spread(self) -> int:
        """The distance between the highest and the lowest score."""
        return max(self.scores) - min(self.scores) if self.scores else 0


@dataclass(frozen=True)
class Result:
    """One application: the mean of every criterion, the weighted mean, and how far it spreads.

    `totals` is each assessor's own weighted mean, by assessor.
    """

    criteria: tuple[CriterionResult, ...]
    total: Fraction | None
    totals: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def spread(self) -> Fraction:
        """The distance between the highest and the lowest assessor's total."""
        return max(self.totals.values()) - min(self.totals.values()) if self.totals else Fraction()

    @property
    def has_spread(self) -> bool:
        """Whether there are two totals at least: one stands from nothing."""
        return len(self.totals) > 1

    @property
    def deviation(self) -> float | None:
        """The standard deviation of the assessors' totals, taken as the whole population.

        `None` for fewer than two.
        """
        return float(statistics.pstdev(self.totals.values())) if self.has_spread else None

    @property
    def is_below_minimum(self) -> bool:
        """Whether the mean of any criterion is below that criterion's minimum."""
        return any(criterion.is_below_minimum for criterion in self.criteria)

    @property
    def has_missing(self) -> bool:
        """Whether somebody whose scores count gave none for a criterion that applies."""
        return any(criterion.missing for criterion in self.criteria)


def result_of(
    criteria: Sequence[WeightedCriterion],
    sheets: Iterable[ScoreSheet],
    not_applicable: Collection[int] = frozenset(),
) -> Result:
    """Return the figures of one application.

    A criterion's mean is over the assessors whose scores count. The weighted mean shares the
    weights anew among the criteria that apply and have a score.
    """
    counted = sorted((sheet for sheet in sheets if sheet.counts), key=lambda one: one.assessor)
    results = tuple(_criterion(one, counted, one.key in not_applicable) for one in criteria)
    means = {result.key: result.mean for result in results}
    applicable = [one for one in criteria if one.key not in not_applicable]
    totals = {sheet.assessor: weighted_mean(applicable, sheet.scores) for sheet in counted}
    return Result(
        results,
        weighted_mean(applicable, means),
        {assessor: total for assessor, total in totals.items() if total is not None},
    )


def weighted_mean(
    criteria: Iterable[WeightedCriterion], figures: Mapping[int, int | Fraction | None]
) -> Fraction | None:
    """Return the mean of the figures by the criteria's weights; `None` without any figure."""
    weight, total = 0, Fraction()
    for criterion in criteria:
        figure = figures.get(criterion.key)
        if figure is not None:
            weight += criterion.weight
            total += criterion.weight * Fraction(figure)
    return total / weight if weight else None


def ranks(totals: Mapping[int, Fraction | None]) -> dict[int, int | None]:
    """Return each one's rank, the highest total first; equal ones share theirs: 1, 1, 3.

    Who has no total has no rank.
    """
    known = [total for total in totals.values() if total is not None]
    return {
        key: None if total is None else 1 + sum(other > total for other in known)
        for key, total in totals.items()
    }


def outliers(result: Result, width: int) -> frozenset[int]:
    """Return whose total for an application stands far from the others'.

    Far is more than a fifth of the scale (`width`, its highest less its lowest score) from the
    mean of the others' totals: on a scale from 0 to 5 more than one whole step of the scale, over
    all criteria together. The others' mean is taken without the assessor's own total, which would
    pull it along. With two assessors who differ, both are marked: nobody can tell which is right.
    """
    return frozenset(
        assessor
        for assessor in result.totals
        if (distance := distance_to_others(result, assessor)) is not None
        and abs(distance) > FAR * width
    )


def distance_to_others(result: Result, assessor: int) -> Fraction | None:
    """Return an assessor's total less the mean of the others'; `None` if there are no others."""
    others = [total for key, total in result.totals.items() if key != assessor]
    if assessor not in result.totals or not others:
        return None
    return result.totals[assessor] - Fraction(sum(others), len(others))


def mean_distances(results: Iterable[Result]) -> dict[int, Fraction]:
    """Return by how much each assessor scores above (or below, negative) others on the average.

    The mean over the assessor's applications of the distance to the others' mean; nothing for an
    assessor who shared no application with anybody.
    """
    distances: dict[int, list[Fraction]] = {}
    for result in results:
        for assessor in result.totals:
            distance = distance_to_others(result, assessor)
            if distance is not None:
                distances.setdefault(assessor, []).append(distance)
    return {key: Fraction(sum(found), len(found)) for key, found in sorted(distances.items())}


def _criterion(
    criterion: WeightedCriterion, counted: Sequence[ScoreSheet], is_left_out: bool
) -> CriterionResult:
    """Return one criterion's figures; one that does not apply has none."""
    if is_left_out:
        return CriterionResult(criterion.key, False, None, (), (), False)
    given = {sheet.assessor: sheet.scores.get(criterion.key) for sheet in counted}
    scores = tuple(score for score in given.values() if score is not None)
    mean = Fraction(sum(scores), len(scores)) if scores else None
    return CriterionResult(
        criterion.key,
        True,
        mean,
        scores,
        tuple(assessor for assessor, score in given.items() if score is None),
        mean is not None and criterion.minimum is not None and mean < criterion.minimum,
    )
