"""Moments as people write them: what is understood, and what is refused in words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from authorities.forms.instants import InstantField, InstantWidget
from authorities.forms.written_instants import read_instant

LONDON = ZoneInfo("Europe/London")
NINE = datetime(2026, 12, 1, 9, tzinfo=UTC)


def reason(day, time, zone=LONDON):
    with pytest.raises(ValidationError) as refused:
        read_instant(day, time, zone)
    return refused.value.message


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("01/12/2026 09:00", ""),
        ("1 December 2026 9am", ""),
        ("1 December 2026 at 9 a.m.", ""),
        ("2026-12-01T09:00", ""),
        ("2026-12-01 09:00:00", ""),
        ("1st Dec 2026", "9.00"),
        ("Tuesday 1 December 2026", "9 am"),
        ("1.12.2026", "09:00"),
        ("1/12/26", "9:00am"),
        (" 2026-12-01 ", "09:00 GMT"),
    ],
)
def test_uk_forms_are_read(day, time):
    assert read_instant(day, time, LONDON) == NINE


@pytest.mark.parametrize(
    ("time", "hour", "minute"),
    [("9.30pm", 21, 30), ("12am", 0, 0), ("12pm", 12, 0), ("noon", 12, 0), ("00:00", 0, 0)],
)
def test_times_are_read_as_they_are_meant(time, hour, minute):
    found = read_instant("1 December 2026", time, LONDON)
    assert (found.day, found.hour, found.minute) == (1, hour, minute)


def test_24_00_is_the_end_of_the_day():
    assert read_instant("1 December 2026", "24:00", LONDON) == datetime(2026, 12, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("next Tuesday", "9am", "“next Tuesday” is not understood as a day"),
        ("12/13/2026", "9am", "is not understood as a day"),
        ("1 December", "9am", "is not understood as a day"),
        ("31/11/2026 09:00", "", "November 2026 has 30 days."),
        ("29 Feb 2027", "9am", "February 2027 has 28 days."),
        ("1 December 2026", "", "Enter a time"),
        ("", "9am", "Enter a day"),
        ("1 December 2026", "soon", "“soon” is not understood as a time"),
        ("1 December 2026", "25:00", "is no time of day"),
        ("1 December 2026", "13pm", "is no time of day"),
        ("1 December 2026", "midnight", "Write 00:00 for the start of the day, 24:00 for its end."),
        ("1 December 2026 9am", "9am", "The time is written twice"),
    ],
)
def test_what_is_not_understood_is_refused_and_never_now(day, time, said):
    assert said in reason(day, time)


def test_the_hour_that_does_not_come_is_refused():
    assert "01:30 does not come" in reason("28/3/2027", "01:30")


def test_the_hour_that_comes_twice_is_asked_about_and_read_back():
    assert "Write 01:30 BST or 01:30 GMT." in reason("25 October 2026", "01:30")
    widget = InstantWidget()
    widget.zone = LONDON
    for name, hour in (("BST", 0), ("GMT", 1)):
        found = read_instant("25 October 2026", f"01:30 {name}", LONDON)
        assert found == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        assert read_instant(*widget.decompress(found), LONDON) == found


def test_a_zone_that_the_day_does_not_have_is_refused():
    assert "times are in GMT" in reason("1 December 2026", "9am BST")


def test_a_moment_is_written_and_shown_in_the_zone_of_the_form():
    field = InstantField()
    field.zone = ZoneInfo("Asia/Tokyo")
    assert field.clean("1 December 2026\n18:00") == NINE
    assert field.widget.decompress(NINE) == ["1 December 2026", "18:00"]


def test_what_was_typed_stands_in_the_boxes_again():
    widget = InstantWidget()
    typed = {"opens_at_0": "next Tuesday", "opens_at_1": "9am"}
    value = widget.value_from_datadict(typed, {}, "opens_at")
    html = widget.render("opens_at", value, {"id": "id_opens_at"})
    assert 'value="next Tuesday"' in html
    assert 'value="9am"' in html


def test_nothing_typed_is_nothing():
    value = InstantWidget().value_from_datadict({"at_0": " ", "at_1": ""}, {}, "at")
    assert InstantField(required=False).clean(value) is None
