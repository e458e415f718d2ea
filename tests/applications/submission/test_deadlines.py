"""Until when: time zones, summer time, microseconds, extensions, and every address that writes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application, Draft, Extension, deadlines
from applications.models.deadlines import NotOpen
from applications.submission import submit
from authorities.http.request_start import arrived_at
from authorities.models import AuthoritySettings, Role
from challenges.models.status import Stage
from tests.applications.conftest import AGREED
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    DraftFactory,
    UserFactory,
    filled_in,
)

LONDON, PARIS, APIA = (ZoneInfo(name) for name in ("Europe/London", "Europe/Paris", "Pacific/Apia"))
INSTANT = timedelta(microseconds=1)

# A closing as an editor means it, and the same instant in UTC.
CLOSINGS = [
    (datetime(2027, 1, 15, 12, 0, tzinfo=LONDON), datetime(2027, 1, 15, 12, 0, tzinfo=UTC)),
    (datetime(2027, 7, 15, 12, 0, tzinfo=LONDON), datetime(2027, 7, 15, 11, 0, tzinfo=UTC)),
    # The last minute before summer time, and the first one in it.
    (datetime(2027, 3, 28, 0, 59, tzinfo=LONDON), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
    (datetime(2027, 3, 28, 2, 0, tzinfo=LONDON), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    # Half past one comes twice when summer time ends.
    (datetime(2027, 10, 31, 1, 30, tzinfo=LONDON), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    (
        datetime(2027, 10, 31, 1, 30, tzinfo=LONDON, fold=1),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    ),
    (datetime(2027, 12, 31, 23, 59, tzinfo=PARIS), datetime(2027, 12, 31, 22, 59, tzinfo=UTC)),
    (datetime(2028, 2, 29, 0, 0, tzinfo=APIA), datetime(2028, 2, 28, 11, 0, tzinfo=UTC)),
]


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


def close(challenge, moment=None):
    type(challenge).objects.filter(pk=challenge.pk).update(closes_at=moment or timezone.now())
    challenge.refresh_from_db()


class TestClock:
    @pytest.mark.parametrize(("closing", "in_utc"), CLOSINGS)
    @pytest.mark.parametrize(
        ("offset", "is_taken"), [(-INSTANT, True), (timedelta(0), False), (INSTANT, False)]
    )
    def test_the_closing_is_one_instant_whatever_the_zone(
        self, authority, closing, in_utc, offset, is_taken
    ):
        challenge = ChallengePageFactory(authority=authority, closes_at=closing)
        challenge.refresh_from_db()
        assert challenge.closes_at == in_utc
        draft = DraftFactory(page=challenge)
        if is_taken:
            assert submit.send(draft, now=in_utc + offset)
        else:
            with pytest.raises(NotOpen):
                submit.send(draft, now=in_utc + offset)

    @pytest.mark.parametrize(
        ("closing", "shown"),
        [
            (datetime(2027, 1, 15, 12, 0, tzinfo=UTC), "15 January 2027, 12:00 GMT"),
            (datetime(2027, 7, 15, 11, 0, tzinfo=UTC), "15 July 2027, 12:00 BST"),
            (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "31 October 2027, 01:30 BST"),
            (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "31 October 2027, 01:30 GMT"),
        ],
    )
    def test_it_is_shown_with_its_zone(self, authority, browse, closing, shown):
        draft = DraftFactory(page=ChallengePageFactory(authority=authority, closes_at=closing))
        assert shown in browse(draft.private_path).text

    def test_the_authoritys_own_zone_is_the_one_that_is_shown(self, authority, browse):
        AuthoritySettings.objects.filter(site=authority).update(time_zone="Europe/Paris")
        closing = datetime(2027, 7, 15, 11, 0, tzinfo=UTC)
        draft = DraftFactory(page=ChallengePageFactory(authority=authority, closes_at=closing))
        assert "15 July 2027, 13:00 CEST" in browse(draft.private_path).text

    def test_in_the_last_day_the_time_left_is_right_across_the_change_to_summer_time(
        self, authority, browse
    ):
        closing = datetime(2027, 3, 28, 12, 0, tzinfo=LONDON)
        challenge = ChallengePageFactory(authority=authority, closes_at=closing)
        draft = DraftFactory(page=challenge)
        # Noon to noon is twenty-three hours on that day.
        with time_machine.travel(datetime(2027, 3, 27, 12, 0, tzinfo=LONDON), tick=False):
            assert "23 hours left" in browse(draft.private_path).text

    def test_nothing_is_taken_before_the_opening(self, authority):
        challenge = ChallengePageFactory(authority=authority, scheduled=True)
        with pytest.raises(NotOpen):
            submit.send(DraftFactory(page=challenge), now=challenge.opens_at - INSTANT)


class TestArrival:
    def test_it_is_the_servers_own_time(self, rf):
        with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC), tick=False):
            request = rf.post("/", headers={"x-request-start": "t=1"})
            assert arrived_at(request) == datetime(2027, 1, 1, tzinfo=UTC)

    def test_a_proxy_that_is_believed_had_it_before(self, rf, settings):
        settings.TRUST_REQUEST_START = True
        moment = datetime(2027, 1, 1, 11, 59, 59, tzinfo=UTC)
        with time_machine.travel(moment + timedelta(seconds=9), tick=False):
            request = rf.post("/", headers={"x-request-start": f"t={moment.timestamp()}"})
            assert arrived_at(request) == moment

    @pytest.mark.parametrize("stamp", ["", "t=", "t=soon", "t=nan", "t=1e400", "t=9e99", "-1e30"])
    def test_a_stamp_that_is_none_or_from_the_future_counts_as_now(self, rf, settings, stamp):
        settings.TRUST_REQUEST_START = True
        with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC), tick=False):
            request = rf.post("/", headers={"x-request-start": stamp})
            assert arrived_at(request) == datetime(2027, 1, 1, tzinfo=UTC)


class TestEveryAddressThatWrites:
    """Each is refused by the domain once the challenge has closed."""

    def test_the_form_on_the_page(self, challenge, post):
        close(challenge)
        assert post(challenge.url, filled_in(challenge)).status_code == 409

    def test_the_check_before_sending(self, challenge, post):
        draft = DraftFactory(page=challenge)
        close(challenge)
        assert post(f"{draft.private_path}check/", AGREED).status_code == 409

    def test_sending_again(self, challenge, post):
        application = ApplicationFactory(page=challenge, draft__has_unsent_changes=True)
        close(challenge)
        assert post(f"{application.private_path}check/", AGREED).status_code == 409

    def test_sending_again_what_was_withdrawn(self, challenge, post):
        application = ApplicationFactory(page=challenge, status="withdrawn")
        close(challenge)
        assert post(f"{application.private_path}check/", AGREED).status_code == 409
        assert Application.objects.get().status == "withdrawn"

    def test_a_section_the_day_after(self, challenge, post):
        draft = DraftFactory(page=challenge)
        close(challenge, timezone.now() - timedelta(days=1, seconds=1))
        path = f"{draft.private_path}sections/business/"
        assert post(path, {"business_name": "Late", "version": "1"}).status_code == 409
        assert post(path, {"business_name": "Late"}, accept="application/json").status_code == 409

    @pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.CANCELLED])
    def test_a_challenge_that_has_ended(self, challenge, post, stage):
        draft = DraftFactory(page=challenge)
        type(challenge).objects.filter(pk=challenge.pk).update(stage=stage)
        assert post(f"{draft.private_path}check/", AGREED).status_code == 409
        assert not Application.objects.exists()


def test_a_draft_is_late_for_itself_alone(challenge):
    early, late = DraftFactory(page=challenge), DraftFactory(page=challenge)
    now = challenge.closes_at
    Extension.objects.create(draft=late, until=now + timedelta(hours=1), reason="Ill.")
    assert not deadlines.is_open_for(challenge, early, now)
    assert deadlines.is_open_for(challenge, late, now)
    assert deadlines.closes_at(challenge, Draft.objects.get(pk=early.pk)) == now
