"""Somebody who works for an authority, with a password, at the door."""

import time
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from post_office.models import Email

from authorities.models import Role
from authorities.sign_in.encryption import decrypt
from authorities.sign_in.second_factor.enrolment import add_app
from tests.factories import UserFactory

PASSWORD = "walls-remember-rain"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DOOR, ADMIN, ACCOUNT = "/admin/login/", "/admin/", "/admin/signing-in/"
SECOND, SET_UP = "/admin/second-factor/", "/admin/second-factor/set-up/"


@pytest.fixture
def editor(authority):
    """An editor whose password is `PASSWORD`."""
    return UserFactory.working_for(
        authority, Role.EDITOR, email="sam@example.org", password=make_password(PASSWORD)
    )


@pytest.fixture
def send(client, authority):
    """Return a function that sends a form to a path at the authority's own address."""

    def post(path, data=None, *, by=client, **kwargs):
        headers = {"host": authority.hostname} | kwargs.pop("headers", {})
        return by.post(path, data or {}, headers=headers, **kwargs)

    return post


@pytest.fixture
def knock(send):
    """Return a function that types an address and a password at the door."""

    def at(email, password=PASSWORD, **kwargs):
        return send(DOOR, {"username": email, "password": password}, **kwargs)

    return at


@pytest.fixture
def clock():
    """The time, which `shift` moves on."""
    with time_machine.travel(datetime.now(UTC), tick=False) as moved:
        yield moved


@pytest.fixture
def strict(settings):
    """Ask all staff for a second factor, as in production."""
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def enrolled(editor, rf):
    """The editor, with an app."""
    add_app(rf.get("/"), editor, SECRET)
    Email.objects.all().delete()
    return editor


@pytest.fixture
def recovery(enrolled):
    """The editor's recovery codes."""
    return Authenticator.objects.get(user=enrolled, type="recovery_codes").wrap().generate_codes()


def code_of(secret: str, *, later: int = 0) -> str:
    """Return what an app with this secret shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def secret_of(user) -> str:
    """Return the secret that the person's app shares with the server."""
    return decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
