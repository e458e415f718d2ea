"""Hints about the day on which a challenge closes."""

from datetime import UTC, datetime, timedelta

import pytest

from authorities.models import AuthoritySettings
from challenges.editing.guidance.closing import hints_on_closing

pytestmark = pytest.mark.one_database
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def said(closes_at, opens_at=NOW, **authority):
    return hints_on_closing(closes_at, opens_at, AuthoritySettings(**authority), NOW)


def test_a_bank_holiday_is_named():
    (hint,) = said(datetime(2026, 12, 25, 12, tzinfo=UTC))
    assert "Friday 25 December 2026 is a bank holiday (Christmas Day)" in hint


def test_each_nation_has_its_own():
    day = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert said(day) == []
    assert "Andrew" in said(day, nation="SCT")[0]


def test_a_weekend_is_named_and_the_end_of_a_friday_is_none():
    assert (
        "Saturday 5 December 2026 is at a weekend" in said(datetime(2026, 12, 5, 9, tzinfo=UTC))[0]
    )
    assert said(datetime(2026, 12, 5, 0, tzinfo=UTC)) == []


def test_less_than_three_weeks_is_short_and_three_weeks_are_not():
    assert "20 days" in said(NOW + timedelta(days=21, seconds=-1))[0]
    assert said(NOW + timedelta(days=21)) == []


def test_the_time_counts_from_the_opening_or_from_now():
    closes_at = datetime(2026, 12, 4, 12, tzinfo=UTC)
    assert said(closes_at, None) == []
    assert "3 days" in said(closes_at, datetime(2026, 12, 1, 12, tzinfo=UTC))[0]


@pytest.mark.parametrize("closes_at", [None, NOW - timedelta(days=1)])
def test_no_closing_and_one_that_has_passed_are_left_alone(closes_at):
    assert said(closes_at) == []
