"""A new password by a link in a mail."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.test import Client
from post_office.models import Email

from authorities.models import Role, SecurityEvent
from authorities.sign_in.passwords.resets import NETWORK, ask
from authorities.sign_in.second_factor.enrolment import add_app
from tests.authorities.sign_in.conftest import DOOR, PASSWORD, SECOND
from tests.factories import UserFactory

ASK = "/admin/password_reset/"
NEW = "another-rain-remembers"


@pytest.fixture
def link(editor, send):
    """Return a function that asks for a link and returns its path."""

    def newest():
        send(ASK, {"email": editor.email})
        mail = Email.objects.filter(to=editor.email).order_by("-pk")[0]
        return re.search(r"http://birmingham\.example\.org(/admin/\S+)", mail.message)[1]

    return newest


@pytest.fixture
def set_new(browse, send):
    """Return a function that opens a link and sets a password."""

    def by(path, password=NEW):
        where = browse(path)
        typed = {"new_password1": password, "new_password2": password}
        return send(where["Location"], typed) if where.status_code == 302 else where

    return by


def test_the_link_sets_a_password_and_works_once(link, set_new, knock, editor):
    path = link()
    assert set_new(path).url == DOOR
    assert knock(editor.email).status_code == 422
    assert knock(editor.email, NEW).status_code == 302
    assert "no longer works" in set_new(path, "a-third-rain-remembers").text


def test_it_is_told_by_mail_and_on_record(link, set_new, editor):
    set_new(link())
    assert "was changed" in Email.objects.filter(to=editor.email).order_by("-pk")[0].message
    kinds = set(SecurityEvent.objects.filter(person=editor).values_list("kind", flat=True))
    assert {"reset_asked", "password_changed"} <= kinds


def test_it_works_for_72_hours(link, set_new, clock):
    path = link()
    clock.shift(72 * 3600 + 1)
    assert "no longer works" in set_new(path).text


def test_a_link_just_before_that_does(link, set_new, clock):
    path = link()
    clock.shift(72 * 3600 - 60)
    assert set_new(path).url == DOOR


def test_a_weak_password_is_refused(link, set_new, editor, knock):
    assert "at least 12 characters" in set_new(link(), "short").text
    assert knock(editor.email).status_code == 302


def test_it_ends_every_session_and_not_the_second_factor(
    link, set_new, knock, editor, rf, authority
):
    there = Client()
    knock(editor.email, by=there)
    add_app(rf.get("/"), editor, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    set_new(link())
    host = {"host": authority.hostname}
    assert there.get("/admin/", headers=host).url.startswith(DOOR)
    fresh = Client()
    assert knock(editor.email, NEW, by=fresh).url == SECOND
    assert SESSION_KEY not in fresh.session


def test_it_ends_the_wait_of_whoever_was_guessed_at(link, set_new, knock, editor):
    for _ in range(6):
        knock(editor.email, "wrong")
    assert knock(editor.email).status_code == 429
    set_new(link())
    assert knock(editor.email, NEW).status_code == 302


@pytest.mark.parametrize(
    "fields",
    [
        {"signs_in_by_code": True, "password": make_password(PASSWORD)},
        {"is_active": False, "password": make_password(PASSWORD)},
        {"password": make_password(None)},
    ],
    ids=["business", "suspended", "no password yet"],
)
def test_who_does_not_come_in_by_password_gets_no_link(authority, send, fields):
    by_code = fields.get("signs_in_by_code")
    person = UserFactory(email="bo@example.org", **fields)
    if not by_code:
        person.groups.set(UserFactory.working_for(authority, Role.EDITOR).groups.all())
    assert send(ASK, {"email": "bo@example.org"}).url == f"{ASK}done/"
    assert not Email.objects.exists()


def test_nobody_learns_who_exists(editor, send):
    known, unknown = send(ASK, {"email": editor.email}), send(ASK, {"email": "no@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert Email.objects.count() == 1


def test_the_mail_is_written_when_the_answer_has_gone(editor, rf, authority):
    request = rf.post(ASK, {"email": editor.email}, headers={"host": authority.hostname})
    response = ask(request)
    assert not Email.objects.exists()
    response.then()  # what `close` does, which closes the database too
    assert Email.objects.get().to == [editor.email]


def test_an_address_gets_a_few_a_day_at_most_and_nobody_is_told(editor, send):
    answers = {send(ASK, {"email": editor.email.upper()}).status_code for _ in range(8)}
    assert answers == {302}
    # One less than strangers can cause in all, from one network.
    assert Email.objects.count() == 4


def test_a_network_that_asks_too_often_is_told_and_counts_for_no_address(editor, send):
    for number in range(NETWORK.times):
        send(ASK, {"email": f"person{number}@example.net"})
    assert send(ASK, {"email": editor.email}).status_code == 429
    assert send(ASK, {"email": editor.email}, REMOTE_ADDR="203.0.113.7").status_code == 302
    assert Email.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "nobody", "a b@example.org"])
def test_what_is_no_address_comes_back(authority, send, typed):
    assert send(ASK, {"email": typed}).status_code == 422
