"""Which passwords are refused, and what is told while one is typed."""

import time

import pytest
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError
from pwned_passwords_django.exceptions import ErrorCode, PwnedPasswordsError

from authorities.sign_in.passwords.strength import TYPED, BreachedPasswordValidator
from tests.factories import UserFactory

STRENGTH = "/admin/password-strength/"
BREACHED = "authorities.sign_in.passwords.strength.BreachedPasswordValidator"


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("walls-rain1", "at least 12 characters"),
        ("qwerty123456", "too common"),
        ("samantha.okafor@example", "too similar"),
    ],
)
def test_what_is_short_common_or_like_the_address_is_refused(db, password, says):
    user = UserFactory(email="samantha.okafor@example.org")
    with pytest.raises(ValidationError, match=says):
        validate_password(password, user)


@pytest.mark.parametrize(
    "password", ["Birmingham-2026", "COUNCIL.editor.1", "birmingham.example.org", "Marketplace!12"]
)
def test_what_everybody_here_thinks_of_first_is_refused(authority, password):
    with pytest.raises(ValidationError, match="words that everybody here knows"):
        validate_password(password, UserFactory())


@pytest.mark.parametrize("password", ["council-of-walls-and-rain", "640195827316", "W" * 63 + "é "])
def test_any_others_of_any_composition_are_taken(authority, password):
    validate_password(password, UserFactory())


def test_twelve_characters_that_nobody_uses_are_enough(db):
    validate_password("walls-rain-1", UserFactory())


class Known:
    """Stands for the service that knows what was stolen."""

    def __init__(self, answer):
        self.answer = answer

    def check_password(self, password):
        return self.answer()


def fails():
    raise PwnedPasswordsError("no network", code=ErrorCode.REQUEST_ERROR, params={})


class TestBreachedOnes:
    def test_one_that_was_stolen_is_refused(self):
        validator = BreachedPasswordValidator(api_client=Known(lambda: 3))
        with pytest.raises(ValidationError, match="stolen"):
            validator.validate("walls-remember-rain")

    def test_another_one_is_not(self):
        BreachedPasswordValidator(api_client=Known(lambda: 0)).validate("walls-remember-rain")

    def test_without_a_network_only_common_ones_are_refused(self):
        validator = BreachedPasswordValidator(api_client=Known(fails))
        validator.validate("walls-remember-rain")
        with pytest.raises(ValidationError):
            validator.validate("password123")

    def test_nobody_waits_longer_than_a_second_for_a_network_that_hangs(self):
        validator = BreachedPasswordValidator(api_client=Known(lambda: time.sleep(3)))
        before = time.monotonic()
        validator.validate("walls-remember-rain")
        assert time.monotonic() - before < 1.5

    def test_it_is_one_of_djangos_validators(self):
        assert get_password_validators([{"NAME": BREACHED}])


class TestWhileTyping:
    def test_the_same_rules_answer(self, authority, send):
        weak = send(STRENGTH, {"password": "short"}).json()
        assert any("at least 12 characters" in problem for problem in weak["problems"])
        assert weak["verdict"] == ""
        strong = send(STRENGTH, {"password": "walls-remember-rain"}).json()
        assert strong == {"problems": [], "verdict": "This password is strong enough."}

    def test_it_knows_whose_password_it_is(self, editor, sign_in, send):
        sign_in(editor)
        answer = send(STRENGTH, {"password": f"{editor.email}!"}).json()
        assert any("too similar" in problem for problem in answer["problems"])

    def test_nobody_asks_without_end(self, authority, send, monkeypatch):
        monkeypatch.setattr(
            "authorities.sign_in.passwords.strength.TYPED", type(TYPED)("typed", 2, 60)
        )
        assert [send(STRENGTH).status_code for _ in range(3)] == [200, 200, 429]
