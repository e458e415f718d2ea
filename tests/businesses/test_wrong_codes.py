"""Wrong codes, limits, and the way back."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from authorities.http.rate_limit import RateLimit
from authorities.mail import strangers
from tests.businesses.test_sign_in import ADA, another_code, user_of
from tests.signing_in import CODE, SIGN_IN, newest_code

pytestmark = pytest.mark.one_database


class TestWrongCodes:
    def test_a_wrong_one_says_what_to_check(self, authority, send, client):
        send(SIGN_IN, {"email": ADA})
        response = send(CODE, {"code": another_code(newest_code(ADA))})
        assert response.status_code == 422
        assert "This is not the code that we sent" in response.text
        assert send(CODE, {"code": ""}).status_code == 422
        assert send(CODE, {"code": newest_code(ADA)}).status_code == 302

    def test_after_too_many_even_the_right_one_is_refused_and_a_new_one_offered(
        self, authority, send, client
    ):
        send(SIGN_IN, {"email": ADA})
        code = newest_code(ADA)
        for _ in range(5):
            response = send(CODE, {"code": another_code(code)})
        assert "This code no longer works" in response.text
        assert "Send me a new code" in response.text
        assert "This code no longer works" in send(CODE, {"code": code}).text
        assert not user_of(client)
        send(CODE, {"again": "1"})
        assert send(CODE, {"code": newest_code(ADA)}).status_code == 302

    def test_tries_that_the_session_forgot_are_counted_all_the_same(self, authority, send, client):
        send(SIGN_IN, {"email": ADA})
        before = client.session["business_sign_in"]
        for _ in range(10):
            send(CODE, {"code": another_code(newest_code(ADA))})
            session = client.session
            session["business_sign_in"] = before
            session.save()
        assert send(CODE, {"code": newest_code(ADA)}).status_code == 422
        assert not user_of(client)

    def test_after_ten_minutes_it_has_expired_and_the_page_says_so(
        self, authority, send, browse, client
    ):
        now = timezone.now()
        with time_machine.travel(now) as clock:
            send(SIGN_IN, {"email": ADA})
            clock.move_to(now + timedelta(minutes=9))
            assert "Enter the code" in browse(CODE).text
            clock.move_to(now + timedelta(minutes=11))
            response = send(CODE, {"code": newest_code(ADA)})
            assert "Your code has expired" in response.text
            assert "10 minutes" in response.text
            assert not user_of(client)
            send(CODE, {"again": "1"})
            assert send(CODE, {"code": newest_code(ADA)}).status_code == 302

    def test_while_a_code_works_no_other_is_sent_and_the_page_says_so(self, authority, send):
        send(SIGN_IN, {"email": ADA})
        send(SIGN_IN, {"email": ADA})
        response = send(CODE, {"again": "1"}, follow=True)
        assert "The code that we sent still works" in response.text
        assert Email.objects.filter(to=ADA).count() == 1
        assert send(CODE, {"code": newest_code(ADA)}).status_code == 302

    def test_a_code_works_once(self, authority, send, client):
        send(SIGN_IN, {"email": ADA})
        code = newest_code(ADA)
        send(CODE, {"code": code})
        send("/account/sign-out/")
        assert send(CODE, {"code": code}).url == SIGN_IN

    def test_a_code_is_of_no_use_in_another_browser(self, authority, send):
        send(SIGN_IN, {"email": ADA})
        there = {"host": authority.hostname}
        response = Client().post(CODE, {"code": newest_code(ADA)}, headers=there)
        assert response.url == SIGN_IN


class TestLimits:
    def test_one_network_asks_for_so_many_codes_however_many_addresses_it_names(
        self, authority, send, monkeypatch
    ):
        monkeypatch.setattr(strangers, "FROM_NETWORK", RateLimit("few", 3, 3600))
        typed = [f"ada{number}@example.com" for number in range(4)]
        answers = [send(SIGN_IN, {"email": email}) for email in typed]
        assert [answer.status_code for answer in answers] == [302] * 3 + [429]
        assert "ada3@example.com" in answers[-1].text

    def test_the_proxies_that_we_trust_say_who_asks(self, authority, settings, monkeypatch):
        monkeypatch.setattr(strangers, "FROM_NETWORK", RateLimit("few", 3, 3600))
        settings.PROXY_COUNT = 1
        client = Client()
        for number in range(5):
            response = client.post(
                SIGN_IN,
                {"email": f"ada{number}@example.com"},
                headers={"host": authority.hostname, "x-forwarded-for": f"192.0.2.{number}"},
            )
        assert response.status_code == 302


class TestTheWayBack:
    def test_it_leads_to_where_the_person_was(self, arrive):
        assert arrive(ADA, next="/challenges/damp/?a=b#apply").url == "/challenges/damp/?a=b#apply"

    @pytest.mark.parametrize(
        "elsewhere",
        [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "javascript:alert(1)",
            "http://wmca.example.org/",
            "challenges/",
        ],
    )
    def test_it_never_leads_to_another_site(self, arrive, elsewhere):
        assert arrive(ADA, next=elsewhere).url == "/applications/"

    def test_who_has_proved_an_address_is_sent_on_at_once(self, arrive, browse):
        arrive(ADA)
        assert browse(f"{SIGN_IN}?next=/challenges/").url == "/challenges/"
        assert browse(f"{SIGN_IN}?next=//evil.example/").url == "/applications/"

    def test_the_code_page_without_a_sign_in_leads_to_the_beginning(self, authority, browse):
        assert browse(CODE).url == SIGN_IN
