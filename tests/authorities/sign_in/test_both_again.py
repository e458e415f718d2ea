"""Who has a second factor shows it again, with the password, before another way in is made."""

import pytest
from allauth.mfa.models import Authenticator

from authorities.models import SecurityEvent
from tests.authorities.sign_in.conftest import ACCOUNT, PASSWORD, SECOND, SECRET, code_of

pytestmark = pytest.mark.usefixtures("strict")


@pytest.fixture
def used(enrolled, knock, send):
    """The code that opened the editor's session."""
    knock(enrolled.email)
    code = code_of(SECRET)
    send(SECOND, {"code": code})
    return code


@pytest.fixture
def key(enrolled, monkeypatch):
    """A passkey of the editor's, which no browser made: the page asks no browser about it."""
    monkeypatch.setattr("authorities.sign_in.account.begin_adding", lambda user: {})
    return Authenticator.objects.create(user=enrolled, type="webauthn", data={"name": "Key"})


def test_the_address_changes_with_both_alone(enrolled, recovery, used, send):
    def change(code):
        typed = {"email": "sam.new@example.org", "current_password": PASSWORD, "current_code": code}
        return send(f"{ACCOUNT}address/", {f"address-{name}": typed[name] for name in typed})

    assert "Enter the code" in change("").text
    for code in ("12345", used):
        assert "This code is not right" in change(code).text
    assert SecurityEvent.objects.filter(person=enrolled, kind="sign_in_failed").count() == 2
    enrolled.refresh_from_db()
    assert enrolled.email == "sam@example.org"
    assert change(recovery[0]).url == ACCOUNT
    enrolled.refresh_from_db()
    assert enrolled.email == "sam.new@example.org"


def test_a_passkey_goes_with_both_alone(key, recovery, used, send):
    again = {"passkeys-current_password": PASSWORD}
    assert send(f"{ACCOUNT}passkeys/{key.pk}/", again).status_code == 422
    assert Authenticator.objects.filter(pk=key.pk).exists()
    send(f"{ACCOUNT}passkeys/{key.pk}/", again | {"passkeys-current_code": recovery[0]})
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_a_wrong_password_uses_up_no_code(key, recovery, used, send):
    typed = {"passkeys-current_password": "wrong", "passkeys-current_code": recovery[0]}
    assert send(f"{ACCOUNT}passkeys/{key.pk}/", typed).status_code == 422
    typed["passkeys-current_password"] = PASSWORD
    assert send(f"{ACCOUNT}passkeys/{key.pk}/", typed).url == ACCOUNT


def test_guessing_the_code_here_waits_as_at_the_door(key, recovery, used, send):
    again = {"passkeys-current_password": PASSWORD}
    for _ in range(5):
        send(f"{ACCOUNT}passkeys/{key.pk}/", again | {"passkeys-current_code": "12345"})
    right = again | {"passkeys-current_code": recovery[0]}
    assert "Wait 1 minute" in send(f"{ACCOUNT}passkeys/{key.pk}/", right).text
