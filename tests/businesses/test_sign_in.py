"""Signing in by a code."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY as USER_IN_SESSION
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from post_office.models import PRIORITY, Email
from wagtail.models import Site

from authorities.models import AuthoritySettings, User
from tests.factories import UserFactory
from tests.signing_in import CODE, SIGN_IN, newest_code, sign_in_by_code

ADA = "ada@example.com"


def without_token(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)


def another_code(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def user_of(client):
    return client.session.get(USER_IN_SESSION)


def test_somebody_known_signs_in_by_the_code_in_the_mail(client, arrive, authority):
    user = UserFactory(email="Ada@Example.com", signs_in_by_code=True)
    response = arrive("ada@EXAMPLE.com")
    assert response.status_code == 302
    assert response.url == "/applications/"
    assert user_of(client) == str(user.pk)


def test_somebody_new_becomes_a_user_without_password_or_rights(client, arrive, authority):
    assert arrive("Ada@Example.com").status_code == 302
    user = User.objects.get(email=ADA)
    assert user_of(client) == str(user.pk)
    assert not user.has_usable_password()
    assert not user.is_staff
    assert not user.is_superuser
    assert not user.groups.exists()
    assert not user.get_all_permissions()


def test_an_address_that_was_only_typed_makes_no_user(authority, send):
    people = User.objects.count()
    send(SIGN_IN, {"email": ADA})
    send(CODE, {"code": another_code(newest_code(ADA))})
    assert User.objects.count() == people


# What names a mail, and the request that caused it.
OF_EACH = {"Message-ID": "…", "X-Request-ID": "…"}


def what_one_sees(email, authority):
    """Return the answers, the mail and the queries that an address leads to, but not itself."""
    browser, there = Client(), {"host": authority.hostname}
    with CaptureQueriesContext(connection) as captured:
        sent = browser.post(SIGN_IN, {"email": email}, headers=there)
    queries = [re.sub(r'"s\d+_x\d+"', "", query["sql"]).split()[:3] for query in captured]
    code = newest_code(email)
    waiting = browser.get(CODE, headers=there)
    wrong = browser.post(CODE, {"code": another_code(code)}, headers=there)
    mail = Email.objects.get(to=email)
    return {
        "answer": (sent.status_code, sent.url),
        "waiting": without_token(waiting).replace(email, "…"),
        "wrong": without_token(wrong).replace(email, "…").replace(another_code(code), "…"),
        "mail": [
            text.replace(code, "…") for text in (mail.subject, mail.message, mail.html_message)
        ],
        "envelope": (mail.from_email, {**mail.headers, **OF_EACH}, mail.priority),
        "queries": queries,
    }


def test_nothing_tells_a_known_address_from_an_unknown_one(authority):
    UserFactory(email="known@example.com")
    what_one_sees("warm.up@example.com", authority)
    known = what_one_sees("known@example.com", authority)
    assert known == what_one_sees("stranger@example.com", authority)
    assert known["queries"]


def test_the_mail_is_the_authoritys_waits_in_the_queue_and_goes_first(authority, send, mailoutbox):
    AuthoritySettings.objects.filter(site=authority).update(brand_colour="#123456")
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        send(SIGN_IN, {"email": ADA})
    mail = Email.objects.get(to=ADA)
    assert mailoutbox == []
    assert mail.priority == PRIORITY.high
    assert mail.expires_at == now + timedelta(minutes=10)
    assert mail.from_email == "Birmingham City Council <sender@birmingham.example.org>"
    assert mail.headers["Reply-To"] == "contact@birmingham.example.org"
    assert mail.subject == "Your code to sign in at Birmingham City Council"
    for part in (mail.message, mail.html_message):
        for shown in (newest_code(ADA), "Birmingham City Council", "10 minutes", "telephone"):
            assert shown in part
    assert "#123456" in mail.html_message


def test_each_authority_sends_in_its_own_name(other_authority, send):
    send(SIGN_IN, {"email": ADA}, at=other_authority)
    assert "West Midlands Combined Authority" in Email.objects.get(to=ADA).from_email


def test_a_code_is_six_digits_and_may_be_typed_with_spaces(authority, send, client):
    send(SIGN_IN, {"email": ADA})
    code = newest_code(ADA)
    assert send(CODE, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302
    assert user_of(client)


def test_the_page_helps_a_phone_to_fill_in_the_code(authority, send, browse):
    send(SIGN_IN, {"email": ADA})
    text = browse(CODE).text
    assert 'autocomplete="one-time-code"' in text
    assert 'inputmode="numeric"' in text
    assert ADA in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Enter your email address."), ("ada", "like name@example.com")],
)
def test_what_is_no_address_is_refused_and_kept(authority, send, typed, said):
    response = send(SIGN_IN, {"email": typed})
    assert response.status_code == 422
    assert said in response.text
    assert f'value="{typed}"' in response.text or not typed
    assert not Email.objects.exists()


class TestSigningOut:
    def test_a_link_alone_signs_nobody_out(self, arrive, browse, client):
        arrive(ADA)
        assert "Sign out" in browse("/account/sign-out/").text
        assert user_of(client)

    def test_the_button_does_and_the_page_says_so(self, arrive, send, client):
        arrive(ADA)
        assert "You are signed out" in send("/account/sign-out/", follow=True).text
        assert not user_of(client)


def test_who_was_shut_out_cannot_come_back_by_a_code(arrive, browse, client):
    UserFactory(email=ADA, is_active=False, signs_in_by_code=True)
    response = arrive(ADA)
    assert response.url == SIGN_IN
    assert "This address cannot be used to sign in any more" in browse(SIGN_IN).text
    assert not user_of(client)


def test_a_letter_that_only_looks_alike_is_another_mailbox(arrive, client):
    user = UserFactory(email="mike@example.com", signs_in_by_code=True)
    arrive("mıke@example.com")
    assert user_of(client) not in (None, str(user.pk))


def test_the_code_is_not_logged(authority, arrive, caplog):
    with caplog.at_level(logging.DEBUG):
        arrive(ADA)
    assert newest_code(ADA) not in caplog.text


def test_the_log_has_who_came_in_who_left_and_each_wrong_code_but_no_address(
    authority, send, client, caplog
):
    with caplog.at_level(logging.INFO):
        send(SIGN_IN, {"email": ADA})
        send(CODE, {"code": another_code(newest_code(ADA))})
        send(CODE, {"code": newest_code(ADA)})
        user = int(user_of(client))
        send("/account/sign-out/")
    entries = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    found = {entry["event"]: entry for entry in entries}
    assert found["wrong_code"]["network"] == "127.0.0.1"
    assert found["signed_in_by_code"]["user"] == found["signed_out"]["user"] == user
    assert ADA not in str(entries)


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_reset_password", "account_email"],
)
def test_no_other_address_of_allauths_is_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_site_of_no_authority_has_no_sign_in(client, db):
    Site.objects.update(is_default_site=False)
    assert client.get(SIGN_IN, headers={"host": "nobody.example.org"}).status_code == 404


def test_a_sign_in_at_one_site_keeps_the_other_sites_apart(arrive, other_authority):
    arrive(ADA)
    assert sign_in_by_code(Client(), ADA, at=other_authority).status_code == 302
    assert User.objects.filter(email=ADA).count() == 1
