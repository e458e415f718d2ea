"""What is typed where one input does not make a form."""

import pytest

from authorities.forms.cleaning import clean_key, clean_text, plain_signs

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("7", 7), ("", 0), ("x", 0), ("-1", 0), ("²", 0), ("1.5", 0), ("9" * 30, 0), (" 7", 0)],
)
def test_only_a_whole_number_that_a_database_can_hold_is_a_key(typed, expected):
    assert clean_key(typed) == expected


class Refused(Exception):
    """What a view catches."""


def test_a_text_is_taken_whole_or_refused_with_its_length_and_the_limit():
    assert clean_text({"reason": "abc"}, "reason", 3, Refused) == "abc"
    assert clean_text({}, "reason", 3, Refused) == ""
    with pytest.raises(Refused, match=r"Use 3 characters or fewer\. You have used 4\."):
        clean_text({"reason": "abcd"}, "reason", 3, Refused)


@pytest.mark.parametrize(
    ("typed", "read"), [("１２３", "123"), ("٤٠", "40"), ("Ｂ１", "B1"), ("x² ½ é", "x² ½ é")]
)
def test_digits_and_signs_of_other_keyboards_are_plain(typed, read):
    assert plain_signs(typed) == read
