"""Work on many things of which one may fail."""

import pytest

from authorities.batch import for_each_isolated, map_isolated

pytestmark = pytest.mark.one_database


def reciprocal(number):
    return 1 / number


def test_one_that_fails_keeps_no_other_from_its_turn(caplog):
    answers = map_isolated([1, 0, 2], reciprocal, job="divide", key=str)
    assert list(answers) == [1, 0.5]
    assert for_each_isolated([1, 0, 2], reciprocal, job="divide", key=str) == 1.5
