"""The figures on the board, counted from the records."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Application, Decision, Observer
from applications.models.status import Status
from authorities.models import Role
from authorities.scope import settings_of
from challenges.stages.overview_figures import overview_figures
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.queries import count_queries

BOARD = "/admin/progress/"


@pytest.fixture
def page(authority):
    return ChallengePageFactory(authority=authority, closed=True)


def figures(authority):
    mine = Application.objects.for_authority(authority)
    return overview_figures(mine, timezone.now(), settings_of(authority).zone)


def counts(bars):
    return {bar.label: bar.value for bar in bars if bar.value}


def sent(page, days, **values):
    moment = timezone.now() - timedelta(days=days)
    return ApplicationFactory(page=page, first_sent_at=moment, submit_time=moment, **values)


def test_how_far_they_have_come_counts_each_step_within_the_one_before(authority, page):
    for status in (
        Status.SUBMITTED,
        Status.WITHDRAWN,
        Status.ELIGIBLE,
        Status.NOT_MATCHED,
        Status.MATCHED,
        Status.PROCURED,
    ):
        sent(page, 1, status=status)
    sent(page, 400, status=Status.SELECTED)
    shown = figures(authority).funnel
    assert [bar.value for bar in shown] == [6, 4, 2, 1, 1]
    assert [bar.width for bar in shown] == [100, 66.67, 33.33, 16.67, 16.67]


def test_each_of_the_last_days_has_its_number_and_a_day_with_none_is_shown_as_none(authority, page):
    sent(page, 0)
    sent(page, 0)
    sent(page, 3)
    sent(page, 40)
    shown = figures(authority).days
    assert len(shown) == 28
    assert [bar.value for bar in shown[-4:]] == [1, 0, 0, 2]
    assert sum(bar.value for bar in shown) == 3


def test_waiting_is_counted_to_the_first_decision_that_an_applicant_hears_of(authority, page):
    for moves in (
        {Status.SCREENING: 1, Status.INELIGIBLE: 3},
        {Status.ELIGIBLE: 2, Status.RESERVE: 10},
        {Status.RESERVE: 10, Status.MATCHED: 50},
        {Status.NOT_MATCHED: 70},
        {Status.SCREENING: 1},
    ):
        one = sent(page, 100)
        for status, days in moves.items():
            at = one.first_sent_at + timedelta(days=days)
            Decision.objects.create(application=one, to_status=status, at=at)
    found = counts(figures(authority).waited)
    assert found == {"Within 1 week": 1, "Within 2 weeks": 2, "Later": 1}


def test_nothing_is_drawn_while_nobody_has_applied(authority, page):
    assert figures(authority) is None


def test_the_board_shows_pictures_with_their_tables(authority, page, sign_in):
    sent(page, 1, status=Status.MATCHED)
    text = sign_in(UserFactory.working_for(authority, Role.MODERATOR)).get(BOARD).text
    for caption in ("How far applications have come", "waited for their first", "on each day"):
        assert re.search(rf"<caption[^>]*>[^<]*{caption}", text)
    assert "app-tag--closed" in text


def test_an_observer_reads_figures_of_their_own_challenge_alone(authority, page, sign_in):
    observer = UserFactory.working_for(authority, Role.OBSERVER)
    Observer.objects.create(user=observer, page=page, named_by=UserFactory())
    sent(page, 1)
    for _other in range(2):
        sent(ChallengePageFactory(authority=authority, closed=True), 1)
    response = sign_in(observer).get(BOARD)
    assert response.context["figures"].funnel[0].value == 1


def test_the_board_asks_as_much_however_many_applications_there_are(authority, page, sign_in):
    client = sign_in(UserFactory.working_for(authority, Role.MODERATOR))
    sent(page, 1)
    few = count_queries(lambda: client.get(BOARD))
    for days in range(12):
        sent(ChallengePageFactory(authority=authority, closed=True), days)
    assert count_queries(lambda: client.get(BOARD)) == few
    assert few <= 30
