"""Changing a brief that is announced: notes keep what they said, a new opening is told once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from challenges.brief.engagement.interested import say_interest
from challenges.editing.consequences import said_before_publishing
from challenges.models import ChallengePage, EngagementNote
from challenges.models.status import Timing
from tests.challenges.editing.conftest import with_criteria
from tests.challenges.editing.editor import PUBLISH, edit, errors, written
from tests.challenges.editing.test_publishing import republish
from tests.factories import ChallengePageFactory

SAM = "sam@example.org"
DAY = timedelta(days=1)


@pytest.fixture
def announced(authority):
    page = with_criteria(ChallengePageFactory(authority=authority, announced=True))
    page.save_revision().publish()
    typed = {"name": "Sam", "text": "We listen.", "link": "", "is_proven": True}
    say_interest(page, SAM, now=timezone.now(), **typed)
    return ChallengePage.objects.get(pk=page.pk)


def with_note(page, text, day=date(2026, 11, 2)):
    """Publish the brief with its one note in these words."""
    draft = ChallengePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    note = draft.engagement_notes.first() or EngagementNote()
    note.text, note.day = text, day
    draft.engagement_notes.set([note])
    draft.save_revision().publish()
    return EngagementNote.objects.get(page=page)


def test_a_corrected_note_keeps_what_it_said_with_its_day(announced, browse):
    with_note(announced, "We ask for 40 homes.")
    with_note(announced, "We ask for 400 homes.", date(2026, 11, 3))
    note = with_note(announced, "We ask for 400 homes.", date(2026, 11, 3))
    (former,) = note.former
    assert (former["day"], former["text"]) == ("2026-11-02", "We ask for 40 homes.")
    text = browse(announced.url).text
    for said in ("We ask for 400 homes.", "3 November 2026", "40 homes.", "dated 2 November 2026"):
        assert said in text
    assert "400 homes" in browse(f"{announced.url}updates.atom").text


def test_a_draft_of_a_correction_is_nobodys_to_read(announced, browse):
    with_note(announced, "We ask for 40 homes.")
    draft = ChallengePage.objects.get(pk=announced.pk).get_latest_revision_as_object()
    note = draft.engagement_notes.first()
    note.text = "zanzibar"
    draft.engagement_notes.set([note])
    draft.save_revision()
    assert "zanzibar" not in browse(announced.url).text
    assert EngagementNote.objects.get().former == []


def test_each_new_opening_is_told_once_to_who_waits(announced):
    for days in (5, 5, 9):
        republish(announced, opens_at=announced.opens_at + days * DAY)
    mails = Email.objects.filter(to=SAM)
    assert [mail.subject for mail in mails] == [f"“{announced.title}” opens at another time"] * 2
    assert "Applications now open on" in mails[0].message


def test_how_many_a_new_opening_tells_is_said_before_publishing(announced):
    announced.opens_at += DAY
    (said,) = said_before_publishing(announced, timezone.now())
    assert "The opening moves to" in said
    assert said.endswith(": 1.")
    announced.opens_at -= DAY
    assert said_before_publishing(announced, timezone.now()) == []


def test_a_change_that_moves_no_date_tells_nobody(announced):
    republish(announced, summary="Walls are wet.")
    assert not Email.objects.filter(to=SAM).exists()


def test_the_moment_that_everybody_has_read_stays(announced):
    page = republish(announced, announced_at=None)
    assert page.announced_at == announced.announced_at
    assert page.state() is Timing.ANNOUNCED


@pytest.mark.one_database
class TestInTheEditor:
    NO_NOTES = {"engagement_notes-TOTAL_FORMS": 0, "engagement_notes-INITIAL_FORMS": 0}

    def test_an_announcement_after_the_opening_is_refused_beside_its_field(
        self, approver, authority
    ):
        page = with_criteria(ChallengePageFactory(authority=authority, scheduled=True))
        typed = written(page.opens_at + DAY)
        response = edit(approver, page, announced_at=typed, **PUBLISH)
        assert "not after the opening" in errors(response)["announced_at"][0]
        assert typed in response.text

    def test_the_hour_that_is_missing_in_spring_is_refused_and_kept(self, approver, authority):
        page = with_criteria(ChallengePageFactory(authority=authority, scheduled=True))
        response = edit(approver, page, announced_at="2027-03-28 01:30", **PUBLISH)
        assert "announced_at" in errors(response)
        assert "2027-03-28 01:30" in response.text

    def test_a_brief_is_announced_from_the_day_that_its_editor_gives(
        self, approver, authority, browse
    ):
        page = with_criteria(ChallengePageFactory(authority=authority, scheduled=True))
        notes = {
            "engagement_notes-TOTAL_FORMS": 1,
            "engagement_notes-0-id": "",
            "engagement_notes-0-day": "2026-11-02",
            "engagement_notes-0-text": "We ask for 400 homes.",
            "engagement_notes-0-ORDER": "1",
        }
        typed = {"announced_at": written(timezone.now() - DAY)} | notes
        response = edit(approver, page, **typed, **PUBLISH)
        assert response.status_code == 302, errors(response)
        text = browse(page.url).text
        assert "Tell us what you could do" in text
        assert "We ask for 400 homes." in text

    def test_once_announced_another_moment_is_refused_in_words(self, approver, announced):
        typed = written(announced.announced_at - DAY)
        response = edit(approver, announced, announced_at=typed, **PUBLISH)
        assert "that moment stays" in errors(response)["announced_at"][0]
