"""Colours that can be read."""

import pytest
from django.core.exceptions import ValidationError

from authorities.contrast import ratio, validate_carries_white_text, validate_colour

pytestmark = pytest.mark.one_database


def test_black_on_white_has_the_highest_contrast():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)


def test_the_order_of_two_colours_does_not_matter():
    assert ratio("#a3341f", "#ffffff") == ratio("#ffffff", "#a3341f")


def test_a_grey_just_dark_enough_is_taken_and_the_next_lighter_one_refused():
    validate_carries_white_text("#767676")
    with pytest.raises(ValidationError, match=r"4\.5 to 1"):
        validate_carries_white_text("#777777")


@pytest.mark.parametrize("value", ["red", "#fff", "#gggggg", "1d70b8", "#1d70b8;}body{"])
def test_what_is_no_colour_is_refused(value):
    with pytest.raises(ValidationError):
        validate_colour(value)
