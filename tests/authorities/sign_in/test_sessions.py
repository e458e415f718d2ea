"""How long sessions last, and where one is signed in."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from authorities.models import Role, SecurityEvent, StaffSession
from authorities.sign_in.sessions import browser_in_words, forget_old_sessions
from tests.authorities.sign_in.conftest import ACCOUNT, ADMIN, DOOR, PASSWORD
from tests.factories import UserFactory
from tests.signing_in import sign_in_by_code

END = f"{ACCOUNT}sessions/"
AGAIN = {"sessions-current_password": PASSWORD}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.STAFF_SESSION_IDLE, settings.STAFF_SESSION_LIMIT = 3600, 12 * 3600
    settings.BUSINESS_SESSION_IDLE, settings.BUSINESS_SESSION_LIMIT = 24 * 3600, 14 * 24 * 3600


@pytest.fixture
def signed_in(clock, editor, knock):
    knock(editor.email, headers={"user-agent": FIREFOX})
    return editor


class TestLimits:
    def test_an_hour_without_a_click_ends_it_and_says_so(self, signed_in, browse, clock):
        clock.shift(3590)
        assert browse(ADMIN).status_code == 200
        clock.shift(3590)
        assert browse(ADMIN).status_code == 200
        clock.shift(3601)
        assert browse(ADMIN).url.startswith(DOOR)
        assert "nothing was clicked for a long time" in browse(DOOR).text

    def test_twelve_hours_end_it_however_much_is_clicked(self, signed_in, browse, clock):
        for _ in range(24):
            assert browse(ADMIN).status_code == 200
            clock.shift(1800)
        clock.shift(1)
        assert browse(ADMIN).url.startswith(DOOR)
        assert "a working day" in browse(DOOR).text

    def test_what_an_open_page_asks_by_itself_is_no_click(self, signed_in, browse, clock):
        for _ in range(3):
            clock.shift(1300)
            browse("/admin/jsi18n/")
        assert browse(ADMIN).url.startswith(DOOR)

    def test_it_is_over_on_the_public_pages_too(self, signed_in, browse, clock):
        clock.shift(3601)
        assert not browse("/").wsgi_request.user.is_authenticated

    def test_a_business_has_limits_of_its_own(self, clock, client, authority, browse):
        sign_in_by_code(client, "ada@example.com", at=authority)
        clock.shift(23 * 3600)
        assert browse("/account/profile/").status_code == 200
        clock.shift(25 * 3600)
        assert browse("/account/profile/").url.startswith("/account/sign-in/")

    def test_a_session_is_seen_once_a_minute_at_most(self, signed_in, browse, clock):
        row = StaffSession.objects.get(user=signed_in)
        clock.shift(30)
        browse("/")
        assert StaffSession.objects.get().seen_at == row.seen_at
        clock.shift(40)
        browse("/")
        assert StaffSession.objects.get().seen_at > row.seen_at


class TestTheList:
    def test_it_says_browser_and_network_and_which_is_this(self, signed_in, browse):
        text = browse(ACCOUNT).text
        assert "Firefox on Windows" in text
        assert "127.0.0.1" in text
        assert "this one" in text
        assert "End all others" not in text

    def test_one_is_ended_from_another_at_the_next_click(self, signed_in, knock, send, browse):
        phone = Client()
        knock(signed_in.email, by=phone, headers={"user-agent": IPHONE})
        assert "Safari on iPhone" in browse(ACCOUNT).text
        other = StaffSession.objects.get(browser="Safari on iPhone")
        send(END, {"session": str(other.pk)} | AGAIN)
        host = {"host": "birmingham.example.org"}
        assert phone.get(ADMIN, headers=host).url.startswith(DOOR)
        assert browse(ADMIN).status_code == 200
        event = SecurityEvent.objects.get(kind=SecurityEvent.Kind.SESSIONS_ENDED)
        assert event.about == {"number": 1}

    def test_all_others_are_ended_at_once_and_this_one_stays(self, signed_in, knock, send, browse):
        others = [Client() for _ in range(3)]
        for other in others:
            knock(signed_in.email, by=other)
        send(END, AGAIN)
        host = {"host": "birmingham.example.org"}
        assert all(other.get(ADMIN, headers=host).url.startswith(DOOR) for other in others)
        assert browse(ADMIN).status_code == 200
        assert StaffSession.objects.count() == 1

    @pytest.mark.parametrize("password", ["", "wrong"])
    def test_without_the_password_none_is_ended(self, signed_in, knock, send, password):
        knock(signed_in.email, by=Client())
        assert send(END, {"sessions-current_password": password}).status_code == 422
        assert StaffSession.objects.count() == 2

    @pytest.mark.parametrize("session", ["nonsense", "00000000-0000-0000-0000-000000000001"])
    def test_what_is_no_session_of_ones_own_ends_nothing(self, signed_in, send, session):
        assert send(END, {"session": session} | AGAIN).url == ACCOUNT
        assert StaffSession.objects.count() == 1

    def test_nobody_ends_somebody_elses(self, signed_in, send, sign_in, other_authority):
        theirs = StaffSession.objects.get(user=signed_in)
        eve = UserFactory.working_for(
            other_authority, Role.EDITOR, password=make_password(PASSWORD)
        )
        sign_in(eve)
        assert send(END, {"session": str(theirs.pk)} | AGAIN).url == ACCOUNT
        assert send(END, AGAIN).url == ACCOUNT
        assert StaffSession.objects.filter(pk=theirs.pk).exists()

    def test_signing_out_takes_it_from_the_list(self, signed_in, send):
        send("/admin/logout/")
        assert not StaffSession.objects.exists()

    def test_rows_of_yesterday_are_forgotten(self, signed_in, clock):
        assert forget_old_sessions(timezone.now()) == 0
        clock.shift(13 * 3600)
        assert forget_old_sessions(timezone.now()) == 1

    def test_the_account_page_leads_here(self, signed_in, browse):
        assert f'href="{ACCOUNT}"' in browse("/admin/account/").text


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (IPHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit Chrome/140 Safari/537 Edg/140", "Edge on Mac"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537", "Chrome on Android"),
        ("curl/8", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_browsers_are_named_in_words(rf, agent, words):
    assert browser_in_words(rf.get("/", headers={"user-agent": agent})) == words
