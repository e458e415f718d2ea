"""What is typed where one input does not make a form."""

import pytest

from authorities.forms.cleaning import clean_key, clean_text

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("7", 7), ("", 0), ("x", 0), ("-1", 0), ("²", 0), ("1.5", 0), ("9" * 30, 0), (" 7", 0)],
)
def test_only_a_whole_number_that_a_database_can_hold_is_a_key(typed, expected):
    assert clean_key(typed) == expected


def test_a_text_is_cut():
    assert clean_text({"reason": "abcd"}, "reason", 3) == "abc"
    assert clean_text({}, "reason", 3) == ""
