"""A brief that is announced before it opens: what it says, from which instant, and what it bars."""

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from applications.models import Application
from challenges.models import ChallengePage, EngagementNote
from challenges.models.status import Stage, Timing
from challenges.presentation.next_change import next_change
from tests.challenges.brief.conftest import ASKED
from tests.factories import ChallengePageFactory, ProgrammePageFactory, filled_in
from tests.factories.programmes import SessionFactory
from tests.queries import count_queries

DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")


def test_it_is_announced_from_the_instant_and_open_from_the_opening(authority):
    at, opens_at = datetime(2027, 3, 1, tzinfo=LONDON), datetime(2027, 3, 8, 9, tzinfo=LONDON)
    page = ChallengePageFactory(
        authority=authority, announced_at=at, opens_at=opens_at, closes_at=opens_at + 30 * DAY
    )
    moment = timedelta(microseconds=1)
    assert page.timing(at - moment) is Timing.SCHEDULED
    assert page.timing(at) is page.timing(opens_at - moment) is Timing.ANNOUNCED
    assert page.timing(opens_at) is Timing.OPEN
    for now in (at - moment, at, opens_at - moment, opens_at):
        found = ChallengePage.objects.announced_at(now).filter(pk=page.pk).exists()
        assert found is page.is_announced(now)
    assert next_change(at - DAY, at + DAY) == at


def test_announced_at_the_moment_of_opening_is_no_stage_of_its_own(authority):
    at = timezone.now() + DAY
    page = ChallengePageFactory(authority=authority, announced_at=at, opens_at=at)
    for now in (page.opens_at - DAY, page.opens_at, page.opens_at + DAY):
        assert not page.is_announced(now)
        assert not page.was_announced(now)


@pytest.mark.parametrize(
    ("opens_in", "field", "said"),
    [(1, "announced_at", "not after the opening"), (None, "opens_at", "Enter the opening, too")],
)
def test_an_announcement_that_cannot_be_is_refused_beside_its_field(
    authority, opens_in, field, said
):
    page = ChallengePageFactory(authority=authority)
    page.announced_at = timezone.now() + 2 * DAY
    page.opens_at = timezone.now() + opens_in * DAY if opens_in else None
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert said in str(refused.value.message_dict[field])


def test_the_brief_says_so_with_sessions_and_what_was_learned(page, authority, browse):
    programme = ProgrammePageFactory(authority=authority)
    about = {"programme": programme, "challenge": page}
    public = SessionFactory(**about, title="Meet us", is_public=True, audience="anybody")
    SessionFactory(**about, title="Among ourselves")
    page.engagement_notes.set([EngagementNote(day=date(2026, 11, 2), text="We ask for 400 homes.")])
    page.save()
    text = browse(page.url).text
    assert "Announced" in text
    assert "Tell us what you could do" in text
    assert "Questions until" in text
    assert f"/sessions/{public.pk}/" in text
    assert "We ask for 400 homes." in text
    assert "2 November 2026" in text
    assert "Among ourselves" not in text


def test_before_the_announcement_it_asks_for_nothing_and_shows_no_note(authority, browse):
    page = ChallengePageFactory(
        authority=authority,
        announced_at=timezone.now() + DAY,
        opens_at=timezone.now() + 2 * DAY,
    )
    page.engagement_notes.set([EngagementNote(day=date(2026, 11, 2), text="We ask for 400 homes.")])
    page.save()
    text = browse(page.url).text
    assert "Opening soon" in text
    assert "Tell us what you could do" not in text
    assert "We ask for 400 homes." not in text


def test_more_sessions_and_notes_cost_no_more_queries(page, authority, browse):
    programme = ProgrammePageFactory(authority=authority)

    def add(number):
        for _ in range(number):
            SessionFactory(programme=programme, challenge=page, is_public=True)
            page.engagement_notes.add(EngagementNote(day=date(2026, 11, 2), text="Learned."))
        page.save()

    add(1)
    browse(page.url)
    few = count_queries(partial(browse, page.url))
    add(5)
    assert count_queries(partial(browse, page.url)) == few


def test_nobody_applies_before_the_opening_by_any_door(page, client, authority):
    typed = filled_in(page)
    for more in ({}, {"autosave": "1"}, {"save": "1"}):
        client.post(page.url, typed | more, headers={"host": authority.hostname})
    assert not Application.objects.exists()


def test_a_question_is_taken_while_it_is_announced(page, ask):
    assert ask(page).status_code == 302
    assert page.clarifications.get().asked_text == ASKED


def test_a_question_after_the_window_is_kept_and_told_whom_to_ask_once_it_opens(page, ask):
    page.questions_until = timezone.now() - timedelta(hours=1)
    page.save()
    response = ask(page)
    assert response.status_code == 409
    assert ASKED in response.text
    assert "once it opens" in response.text
    assert page.contact_email in response.text
    assert not page.clarifications.exists()


def test_withdrawn_while_announced_it_asks_for_nothing(page, browse):
    ChallengePage.objects.filter(pk=page.pk).update(
        stage=Stage.WITHDRAWN, stage_reason="The money is gone.", stage_changed_at=timezone.now()
    )
    text = browse(page.url).text
    assert "The money is gone." in text
    assert "Tell us what you could do" not in text


def test_its_page_changes_at_the_instant_though_nobody_touches_it(page, browse):
    with time_machine.travel(page.opens_at - timedelta(seconds=1), tick=False):
        assert "Tell us what you could do" in browse(page.url).text
    with time_machine.travel(page.opens_at, tick=False):
        assert "Tell us what you could do" not in browse(page.url).text
