"""A person's own page: what changes there asks for the password again, and is told by mail."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from post_office.models import Email

from authorities.models import SecurityEvent, User
from tests.authorities.sign_in.conftest import ACCOUNT, ADMIN, DOOR, PASSWORD
from tests.factories import UserFactory

ADDRESS, WORD = f"{ACCOUNT}address/", f"{ACCOUNT}password/"
NEW = "another-rain-remembers"


@pytest.fixture(autouse=True)
def _signed_in(editor, knock):
    knock(editor.email)


def address(email, password=PASSWORD):
    return {"address-email": email, "address-current_password": password}


def word(new, password=PASSWORD):
    return {"password-new_password": new, "password-current_password": password}


class TestAddress:
    def test_both_addresses_are_told_and_the_new_one_signs_in(self, editor, send, knock):
        assert send(ADDRESS, address("Sam.New@example.org")).url == ACCOUNT
        assert {tuple(mail.to) for mail in Email.objects.all()} == {
            ("sam@example.org",),
            ("Sam.New@example.org",),
        }
        assert all(
            "sam@example.org to Sam.New@" in " ".join(mail.message.split())
            for mail in Email.objects.all()
        )
        assert SecurityEvent.objects.filter(person=editor, kind="address_changed").exists()
        fresh = Client()
        assert knock("sam@example.org", by=fresh).status_code == 422
        assert knock("sam.new@example.org", by=fresh).url == ADMIN

    def test_without_the_password_nothing_changes(self, editor, send):
        response = send(ADDRESS, address("sam.new@example.org", "wrong"))
        assert response.status_code == 422
        assert "This is not your password" in response.text
        editor.refresh_from_db()
        assert editor.email == "sam@example.org"
        assert not Email.objects.exists()

    def test_guessing_the_password_here_waits_as_at_the_door(self, send):
        for _ in range(5):
            send(ADDRESS, address("sam.new@example.org", "wrong"))
        assert "Wait 1 minute" in send(ADDRESS, address("sam.new@example.org")).text

    @pytest.mark.parametrize("is_business", [True, False])
    def test_one_that_somebody_has_is_refused_in_words_that_do_not_say_why(
        self, editor, send, is_business
    ):
        UserFactory(email="ada@example.com", signs_in_by_code=is_business)
        response = send(ADDRESS, address("Ada@example.com"))
        assert "You cannot sign in with this address. Use another one." in response.text
        assert "exists" not in response.text
        editor.refresh_from_db()
        assert editor.email == "sam@example.org"

    def test_nobody_tries_many_to_learn_whose_there_are(self, send):
        UserFactory(email="ada@example.com", signs_in_by_code=True)
        for _ in range(5):
            send(ADDRESS, address("ada@example.com"))
        assert "You cannot sign in" in send(ADDRESS, address("free@example.com")).text

    def test_wagtails_own_page_changes_neither(self, editor, browse, send):
        text = browse("/admin/account/").text
        assert "name_email-email" not in text
        assert "old_password" not in text
        send("/admin/account/", {"name_email-first_name": "S", "name_email-last_name": "P"})
        send("/admin/account/", {"name_email-email": "eve@example.org"})
        editor.refresh_from_db()
        assert editor.email == "sam@example.org"


class TestPassword:
    def test_it_is_changed_told_and_ends_other_sessions(
        self, editor, send, knock, browse, authority
    ):
        other = Client()
        knock(editor.email, by=other)
        assert send(WORD, word(NEW)).url == ACCOUNT
        host = {"host": authority.hostname}
        assert other.get(ADMIN, headers=host).url.startswith(DOOR)
        assert "you are signed out" in browse(ACCOUNT).text
        assert "was changed" in Email.objects.get(to=editor.email).message
        assert knock(editor.email, NEW, by=Client()).url == ADMIN

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            (word(NEW, "wrong"), "This is not your password"),
            (word(NEW, ""), "Enter a password"),
            (word("short"), "at least 12 characters"),
            (word("qwerty123456"), "too common"),
        ],
    )
    def test_a_wrong_or_a_weak_one_changes_nothing(self, editor, send, knock, typed, says):
        response = send(WORD, typed)
        assert response.status_code == 422
        assert says in response.text
        assert knock(editor.email, by=Client()).url == ADMIN

    def test_what_was_typed_is_not_written_back(self, send):
        assert "oops-what-a-word" not in send(WORD, word("oops-what-a-word", "wrong")).text


@pytest.mark.parametrize("path", [ADDRESS, WORD, f"{ACCOUNT}sessions/", f"{ACCOUNT}passkeys/"])
def test_the_forms_take_no_links_and_nobody_from_outside(editor, browse, send, path):
    assert browse(path).status_code == 405
    assert send(path, by=Client()).url.startswith(DOOR)


def test_somebody_elses_passkey_cannot_be_removed(editor, send, authority):
    other = User.objects.create_user("eve@example.org")
    theirs = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Key"})
    typed = {"passkeys-current_password": PASSWORD}
    assert send(f"{ACCOUNT}passkeys/{theirs.pk}/", typed).url == ACCOUNT
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_ones_own_is_removed_by_who_knows_the_password(editor, send):
    own = Authenticator.objects.create(user=editor, type="webauthn", data={"name": "Key"})
    for typed in ({}, {"passkeys-current_password": "wrong"}):
        assert send(f"{ACCOUNT}passkeys/{own.pk}/", typed).status_code == 422
    assert Authenticator.objects.filter(pk=own.pk).exists()
    send(f"{ACCOUNT}passkeys/{own.pk}/", {"passkeys-current_password": PASSWORD})
    assert not Authenticator.objects.filter(pk=own.pk).exists()


def test_a_passkey_that_no_browser_made_is_refused(recovery, send):
    for number, credential in enumerate(("{}", '{"id": "x"}', "[]", '"x"', "1", "null", "{")):
        typed = {
            "passkey-credential": credential,
            "passkey-current_password": PASSWORD,
            "passkey-current_code": recovery[number],
        }
        response = send(f"{ACCOUNT}passkeys/", typed)
        assert response.status_code == 422, credential
        assert "This code is not right" not in response.text


def test_the_log_of_refusals_names_the_view(editor, send, browse):
    browse("/admin/users/")
    event = SecurityEvent.objects.get(kind="refused")
    assert event.person == editor
    assert event.about["view"] == "wagtailusers_users:index"
