"""The calendar as calendar programs have it: one entry, at the time that counts now (RFC 5545)."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.utils import timezone

from challenges.models import ChallengePage
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory

PATH = "/challenges/calendar.ics"


@pytest.fixture
def challenge(authority):
    """A challenge that closes on 12 January 2099 at 17:00."""
    page = ChallengePageFactory(
        authority=authority, title="Damp", closes_at=datetime(2099, 1, 12, 17, tzinfo=UTC)
    )
    ChallengePage.objects.filter(pk=page.pk).update(first_published_at=page.opens_at)
    return ChallengePage.objects.get(pk=page.pk)


@pytest.fixture
def event(browse, challenge):
    """Return a function that reads the one entry there is."""

    def read():
        (found,) = icalendar.Calendar.from_ical(browse(PATH).content).walk("VEVENT")
        return found

    return read


def test_a_moved_closing_is_the_same_entry_with_a_higher_number(challenge, event):
    before = event()
    challenge.closes_at += timedelta(days=7)
    challenge.save_revision().publish()
    after = event()
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        assert before[name].dt < after[name].dt <= timezone.now()
    assert after["DTSTART"].dt == challenge.closes_at


def test_nothing_rises_while_nothing_changes(event):
    assert event().to_ical() == event().to_ical()


def test_what_is_withdrawn_is_cancelled_with_a_higher_number(challenge, event):
    before = event()
    ChallengePage.objects.filter(pk=challenge.pk).update(
        stage=Stage.WITHDRAWN, stage_changed_at=timezone.now()
    )
    after = event()
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_midnight_stands_on_the_day_that_ends_and_is_said_so(challenge, event):
    ChallengePage.objects.filter(pk=challenge.pk).update(
        closes_at=datetime(2099, 1, 13, 0, tzinfo=UTC)
    )
    found = event()
    assert "end of Monday 12 January 2099 GMT" in found["DESCRIPTION"]
    assert found["DTSTART"].dt.date().isoformat() == "2099-01-12"
    assert found["DTEND"].dt == datetime(2099, 1, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closes_at", "local"),
    [
        (datetime(2099, 3, 28, 12, tzinfo=UTC), "20990328T120000"),
        (datetime(2099, 3, 29, 12, tzinfo=UTC), "20990329T130000"),
        (datetime(2099, 10, 24, 22, 30, tzinfo=UTC), "20991024T233000"),
        (datetime(2099, 10, 25, 12, tzinfo=UTC), "20991025T120000"),
    ],
)
def test_round_the_change_of_the_clocks_it_is_the_right_instant(
    browse, challenge, event, closes_at, local
):
    ChallengePage.objects.filter(pk=challenge.pk).update(closes_at=closes_at)
    assert f"DTSTART;TZID=Europe/London:{local}" in browse(PATH).text
    assert event()["DTSTART"].dt == closes_at


def test_any_title_is_escaped_cleaned_and_folded_between_characters(browse, challenge, event):
    title = "Damp, mould; and \\ heat — 李 🐝\x0b\uffff " + "ü🐝" * 60
    ChallengePage.objects.filter(pk=challenge.pk).update(title=title)
    content = browse(PATH).content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    for line in content.split(b"\r\n"):
        line.decode()
    assert rb"Damp\, mould\; and \\ heat" in content.replace(b"\r\n ", b"")
    assert "ü🐝" * 60 in event()["SUMMARY"]
    assert "\uffff" not in event()["SUMMARY"]
