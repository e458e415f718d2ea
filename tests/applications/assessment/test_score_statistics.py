"""Figures: exact, and moved by nothing that must not move them."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.assessment.scoring.score_statistics import (
    ScoreSheet,
    WeightedCriterion,
    distance_to_others,
    mean_distances,
    outliers,
    ranks,
    result_of,
)

pytestmark = pytest.mark.one_database

CRITERIA = st.lists(st.integers(1, 100), min_size=1, max_size=5).map(
    lambda weights: [WeightedCriterion(key, weight, 2) for key, weight in enumerate(weights)]
)
SCORE = st.one_of(st.none(), st.integers(0, 5))


@st.composite
def scored(draw):
    """Draw criteria, and a full or partial sheet for each of some assessors."""
    criteria = draw(CRITERIA)
    sheets = [
        ScoreSheet(number, {one.key: draw(SCORE) for one in criteria})
        for number in range(1, 1 + draw(st.integers(0, 4)))
    ]
    return criteria, sheets


@given(scored(), st.randoms())
def test_the_order_of_assessors_never_matters(drawn, chance):
    criteria, sheets = drawn
    mixed = list(sheets)
    chance.shuffle(mixed)
    assert result_of(criteria, mixed) == result_of(criteria, sheets)


@given(scored(), st.lists(SCORE, min_size=5, max_size=5))
def test_what_is_unsent_or_ended_changes_nothing(drawn, scores):
    criteria, sheets = drawn
    unsent = ScoreSheet(99, dict(enumerate(scores)), counts=False)
    assert result_of(criteria, [unsent, *sheets]) == result_of(criteria, sheets)


@given(scored(), st.data())
def test_a_criterion_that_does_not_apply_is_as_if_it_had_never_been_asked(drawn, data):
    criteria, sheets = drawn
    left_out = data.draw(st.sets(st.sampled_from([one.key for one in criteria])))
    without = [one for one in criteria if one.key not in left_out]
    with_rule, asked_less = result_of(criteria, sheets, left_out), result_of(without, sheets)
    assert with_rule.total == asked_less.total
    assert with_rule.totals == asked_less.totals
    assert [one for one in with_rule.criteria if one.is_applicable] == list(asked_less.criteria)


@given(scored())
def test_the_weighted_mean_is_exact_and_lies_between_the_lowest_and_the_highest_mean(drawn):
    criteria, sheets = drawn
    result = result_of(criteria, sheets)
    means = {one.key: one.mean for one in result.criteria if one.mean is not None}
    if not means:
        assert result.total is None
        return
    weights = {one.key: one.weight for one in criteria if one.key in means}
    by_hand = sum(weights[key] * mean for key, mean in means.items())
    assert result.total * sum(weights.values()) == by_hand
    assert min(means.values()) <= result.total <= max(means.values())


@given(scored(), st.integers(2, 9))
def test_weights_count_by_their_proportion_alone(drawn, factor):
    criteria, sheets = drawn
    heavier = [replace(one, weight=one.weight * factor) for one in criteria]
    assert result_of(heavier, sheets).total == result_of(criteria, sheets).total


@given(scored())
def test_the_deviation_is_never_more_than_the_spread_and_one_score_has_none(drawn):
    criteria, sheets = drawn
    result = result_of(criteria, sheets)
    totals = set(result.totals.values())
    assert (result.spread == 0) == (len(totals) < 2)
    assert (result.deviation is None) == (len(result.totals) < 2)
    assert (result.deviation or 0) <= float(result.spread) + 1e-9


@given(scored())
def test_who_gave_no_score_is_missing_and_nobody_else(drawn):
    criteria, sheets = drawn
    for one in result_of(criteria, sheets).criteria:
        assert one.missing == tuple(s.assessor for s in sheets if s.scores[one.key] is None)


@given(scored())
def test_a_mean_below_the_minimum_is_marked_and_one_on_it_is_not(drawn):
    criteria, sheets = drawn
    for one in result_of(criteria, sheets).criteria:
        assert one.is_below_minimum == (one.mean is not None and one.mean < 2)


@given(st.dictionaries(st.integers(0, 30), st.one_of(st.none(), st.fractions(0, 5))))
def test_equal_totals_rank_equal_and_the_next_rank_is_skipped(totals):
    found = ranks(totals)
    for key, total in totals.items():
        if total is None:
            assert found[key] is None
            continue
        better = [other for other in totals.values() if other is not None and other > total]
        assert found[key] == 1 + len(better)
        assert all(found[key] == found[other] for other in totals if totals[other] == total)


def test_two_first_places_are_followed_by_the_third():
    assert ranks({1: Fraction(4), 2: Fraction(4), 3: Fraction(3)}) == {1: 1, 2: 1, 3: 3}


@given(scored())
def test_an_outlier_is_further_from_the_others_mean_than_a_fifth_of_the_scale(drawn):
    criteria, sheets = drawn
    result = result_of(criteria, sheets)
    marked = outliers(result, 5)
    for assessor, total in result.totals.items():
        others = [other for key, other in result.totals.items() if key != assessor]
        is_far = bool(others) and abs(total - Fraction(sum(others), len(others))) > 1
        assert (assessor in marked) == is_far


@given(scored())
def test_the_mean_distances_of_two_assessors_of_one_application_are_opposite(drawn):
    criteria, sheets = drawn
    result = result_of(criteria, sheets[:2])
    found = mean_distances([result, result])
    if len(result.totals) == 2:
        one, other = found.values()
        assert one == -other == distance_to_others(result, 1)
    else:
        assert found == {}


def test_zero_is_a_score_and_nothing_is_none():
    criteria = [WeightedCriterion(1, 50), WeightedCriterion(2, 50)]
    result = result_of(criteria, [ScoreSheet(1, {1: 0, 2: 5}), ScoreSheet(2, {1: None, 2: 3})])
    assert result.criteria[0].mean == 0
    assert result.total == Fraction(0 * 50 + 4 * 50, 100)
    assert result.totals == {1: Fraction(5, 2), 2: Fraction(3)}
    assert math.isclose(result.deviation, 0.25)
