"""Moments in the words of a person."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from authorities.dates import format_deadline, format_last_day, format_on_deadline, format_span

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2027, 1, 13, 0, tzinfo=UTC), "end of Tuesday 12 January 2027 GMT"),
        (datetime(2027, 7, 12, 23, tzinfo=UTC), "end of Monday 12 July 2027 BST"),
        (datetime(2027, 1, 1, 0, tzinfo=UTC), "end of Thursday 31 December 2026 GMT"),
        (datetime(2027, 1, 13, 0, 1, tzinfo=UTC), "13 January 2027, 00:01 GMT"),
        (datetime(2027, 7, 13, 0, tzinfo=UTC), "13 July 2027, 01:00 BST"),
        (datetime(2027, 1, 12, 17, tzinfo=UTC), "12 January 2027, 17:00 GMT"),
    ],
)
def test_what_ends_at_midnight_ends_with_the_day_before(instant, said):
    assert format_deadline(instant, LONDON) == said


def test_in_a_sentence_it_has_its_own_preposition():
    midnight, noon = datetime(2027, 1, 13, tzinfo=UTC), datetime(2027, 1, 13, 12, tzinfo=UTC)
    assert format_on_deadline(midnight, LONDON) == "at the end of Tuesday 12 January 2027 GMT"
    assert format_on_deadline(noon, LONDON) == "on 13 January 2027, 12:00 GMT"


def test_the_last_day_is_the_one_before_midnight():
    assert format_last_day(datetime(2027, 1, 13, tzinfo=UTC), LONDON) == "12 January 2027"
    assert format_last_day(datetime(2027, 1, 13, 12, tzinfo=UTC), LONDON) == "13 January 2027"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((2027, 1, 13, 10), (2027, 1, 13, 12), "13 January 2027, 10:00 to 12:00 GMT"),
        ((2027, 3, 28, 0), (2027, 3, 28, 2), "28 March 2027, 00:00 GMT to 03:00 BST"),
        (
            (2027, 1, 13, 22),
            (2027, 1, 14, 1),
            "13 January 2027, 22:00 GMT to 14 January 2027, 01:00 GMT",
        ),
    ],
)
def test_from_when_until_when_says_once_what_is_the_same(start, end, said):
    assert format_span(datetime(*start, tzinfo=UTC), datetime(*end, tzinfo=UTC), LONDON) == said
