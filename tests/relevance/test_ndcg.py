"""The measure's arithmetic, against sums done by hand."""

from math import log2

import pytest

from tests.relevance.ndcg import ndcg


def test_the_best_order_measures_one():
    assert ndcg([3, 2, 1, 0], [0, 1, 2, 3]) == 1


def test_nothing_relevant_measures_nothing():
    assert ndcg([0, 0], [3, 0, 0]) == 0
    assert ndcg([], [3]) == 0


def test_the_only_good_answer_in_second_place_is_discounted():
    assert ndcg([0, 3], [3, 0]) == pytest.approx(1 / log2(3))


def test_grades_gain_as_powers_of_two():
    # 1 + 7 / log2(3) of the best, 7 + 1 / log2(3).
    assert ndcg([1, 3], [1, 3]) == pytest.approx((1 + 7 / log2(3)) / (7 + 1 / log2(3)))


def test_what_was_not_found_counts_against_it():
    assert ndcg([3], [3, 3]) == pytest.approx(1 / (1 + 1 / log2(3)))


def test_only_ten_places_count():
    assert ndcg([0] * 10 + [3], [3]) == 0
    assert ndcg([3] * 10, [3] * 50) == 1


def test_where_nothing_should_be_found_only_nothing_is_right():
    assert ndcg([], [0, 0]) == 1
    assert ndcg([0], [0, 0]) == 0
