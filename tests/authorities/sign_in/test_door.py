"""One door for staff: who gets in, who waits, and that there is no other."""

import re

import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.test import Client
from django.urls import get_resolver
from post_office.models import Email
from wagtail.models import PageViewRestriction

from authorities.models import Role, SecurityEvent
from authorities.sign_in.limits import NETWORK
from tests.authorities.sign_in.conftest import ACCOUNT, ADMIN, DOOR, PASSWORD
from tests.factories import UserFactory

NOT_TOGETHER = "do not belong together"
Kind = SecurityEvent.Kind


def is_in(client):
    return SESSION_KEY in client.session


def kinds(user):
    return list(SecurityEvent.objects.filter(person=user).values_list("kind", flat=True))


def test_the_right_password_opens_the_admin_and_leads_to_where_one_wanted(editor, send, client):
    typed = {"username": " Sam@Example.org ", "password": PASSWORD, "next": "/admin/account/"}
    assert send(DOOR, typed).url == "/admin/account/"
    assert is_in(client)
    assert kinds(editor) == [Kind.SIGNED_IN]


def test_a_password_is_compared_whole_as_it_was_typed(editor, knock):
    typed = " Rain, rain" + "-and-rain" * 12 + " "
    editor.set_password(typed)
    editor.save()
    for other in (typed.strip(), typed.lower(), typed[:-2] + " ", typed[:72]):
        assert knock(editor.email, other, by=Client()).status_code == 422
    assert knock(editor.email, typed, by=Client()).url == ADMIN


def test_it_never_leads_to_another_site(editor, send):
    typed = {"username": editor.email, "password": PASSWORD, "next": "//evil.example/"}
    assert send(DOOR, typed).url == ADMIN


def test_the_session_has_another_key_afterwards(editor, browse, knock, client):
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    knock(editor.email)
    assert client.session.session_key != before


def test_wrong_unknown_inactive_and_business_addresses_get_the_same_answer(
    editor, authority, knock
):
    UserFactory.working_for(
        authority, Role.EDITOR, email="gone@example.org", password=editor.password, is_active=False
    )
    UserFactory(email="guest@example.org", password=editor.password)  # no right to the admin
    UserFactory(email="ada@example.com", signs_in_by_code=True, password=editor.password)
    answers = {
        re.sub(r'value="[^"]*"', "", response.text)
        for response in (
            knock(editor.email, "another-password"),
            knock("nobody@example.org"),
            knock("gone@example.org"),
            knock("guest@example.org"),
            knock("ada@example.com"),
        )
        if response.status_code == 422
    }
    assert len(answers) == 1
    assert NOT_TOGETHER in answers.pop()


def test_the_address_stays_in_the_form_and_the_password_does_not(editor, knock):
    text = knock(editor.email, "another-password").text
    assert editor.email in text
    assert "another-password" not in text


class TestGuessing:
    def test_after_five_wrong_ones_even_the_right_one_waits_and_the_page_says_how_long(
        self, editor, knock, client
    ):
        for _ in range(5):
            assert knock(editor.email, "wrong").status_code == 422
        response = knock(editor.email)
        assert response.status_code == 429
        assert "Wait 1 minute, then try again" in response.text
        assert not is_in(client)
        assert kinds(editor).count(Kind.SIGN_IN_FAILED) == 5
        assert kinds(editor).count(Kind.SIGN_IN_WAITS) == 1

    def test_each_further_one_waits_twice_as_long(self, editor, knock, clock):
        for _ in range(5):
            knock(editor.email, "wrong")
        clock.shift(61)
        assert knock(editor.email, "wrong").status_code == 422
        assert "Wait 2 minutes" in knock(editor.email).text
        clock.shift(121)
        assert knock(editor.email).status_code == 302

    def test_unknown_addresses_wait_alike(self, authority, knock):
        for _ in range(5):
            knock("nobody@example.org", "wrong")
        assert "Wait 1 minute" in knock("Nobody@example.org", "wrong").text

    def test_a_browser_that_the_owner_has_used_does_not_wait_for_others(self, editor, knock, send):
        owner, stranger = Client(), Client()
        knock(editor.email, by=owner)
        send("/admin/logout/", by=owner)
        for _ in range(9):
            knock(editor.email, "wrong", by=stranger)
        assert knock(editor.email, by=stranger).status_code == 429
        assert knock(editor.email, by=owner).status_code == 302

    def test_but_it_has_a_count_of_its_own(self, editor, knock, send):
        knock(editor.email)
        send("/admin/logout/")
        for _ in range(5):
            knock(editor.email, "wrong")
        assert knock(editor.email).status_code == 429

    def test_a_network_waits_whatever_addresses_it_tries_and_no_account_is_counted(
        self, editor, knock
    ):
        for number in range(NETWORK.times):
            knock(f"person{number}@example.net", "wrong")
        response = knock(editor.email)
        assert response.status_code == 429
        assert "from your network" in response.text
        elsewhere = knock(editor.email, REMOTE_ADDR="203.0.113.7")
        assert elsewhere.status_code == 302

    def test_the_right_password_begins_a_new_count(self, editor, knock):
        for _ in range(3):
            for _ in range(4):
                knock(editor.email, "wrong", by=Client())
            assert knock(editor.email, by=Client()).status_code == 302


def test_what_was_typed_is_in_no_event_and_in_no_log(editor, knock, caplog):
    knock("secretaddress@example.org", "my-secret-guess")
    knock(editor.email, "my-secret-guess")
    assert "my-secret-guess" not in caplog.text
    assert "secretaddress" not in caplog.text
    assert all("secret" not in str(event.about) for event in SecurityEvent.objects.all())


def test_wagtails_other_door_is_gone(editor, browse, send):
    assert browse("/_util/login/").status_code == 404
    typed = {"username": editor.email, "password": PASSWORD}
    assert send("/_util/login/", typed).status_code == 404


def test_a_page_for_people_who_are_signed_in_leads_to_the_one_door(authority, browse):
    page = authority.root_page.get_children().live().first()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert browse(page.url).url.startswith(DOOR)


def addresses(resolver, before=""):
    """Yield an example of every address that there is."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one, route)
        else:
            found = re.sub(r"<(?:int:)?[^>]*>|\(\?P[^)]*\)|\([^)]*\)\*?", "1", route)
            yield "/" + re.sub(r"[\^$\\?*]", "", found)


@pytest.mark.one_database
def test_no_other_address_signs_anybody_in_with_a_password(editor, authority, send):
    typed = {
        "username": editor.email,
        "email": editor.email,
        "login": editor.email,
        "password": PASSWORD,
    }
    opened = set()
    for path in sorted(set(addresses(get_resolver()))):
        browser = Client(raise_request_exception=False)
        send(path, typed, by=browser)
        if is_in(browser):
            opened.add(path)
    assert opened == {DOOR}


def test_who_forgot_the_way_is_led_back_from_the_admin(editor, browse):
    assert browse(ACCOUNT).url == f"{DOOR}?next={ACCOUNT}"
    assert Email.objects.count() == 0
    assert get_user_model().objects.get(pk=editor.pk).last_login is None
