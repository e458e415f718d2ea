"""Passkeys: made on one host, and good for that host alone (WebAuthn, as a second factor)."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from authorities.models import SecurityEvent, User
from authorities.sign_in import mails
from authorities.sign_in.events import record_event
from authorities.sign_in.sessions import browser_in_words

HOST = "host"


def passkeys_of(user: User, host: str = "") -> list[Authenticator]:
    """Return the person's passkeys, of one host or of all."""
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return [one for one in found.order_by("pk") if host in ("", one.data.get(HOST))]


def begin_adding(user: User) -> dict:
    """Return what the browser needs to make a passkey."""
    return auth.begin_registration(user, passwordless=False)


@transaction.atomic
def add_passkey(request: HttpRequest, user: User, credential: dict) -> Authenticator:
    """Keep the passkey that the browser made; raise `ValidationError` for one that is not."""
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValidationError("No passkey.") from error
    passkey = auth.WebAuthn.add(user, browser_in_words(request), credential).instance
    passkey.data[HOST] = host_of(request)
    passkey.save()
    record_event(
        SecurityEvent.Kind.FACTOR_ADDED, request, person=user, actor=user, factor=passkey.type
    )
    mails.queue_second_factor(user, is_added=True)
    return passkey


def begin_showing(user: User, host: str) -> dict | None:
    """Return what the browser needs to show a passkey of this host; None where there is none."""
    return auth.begin_authentication(user) if passkeys_of(user, host) else None


def passkey_for(user: User, credential: dict) -> Authenticator | None:
    """Return the passkey that was shown, or None for one that is not the person's."""
    try:
        auth.parse_authentication_response(credential)
        return auth.complete_authentication(user, credential)
    except (ValidationError, TypeError, KeyError, AttributeError):
        return None


def host_of(request: HttpRequest) -> str:
    """Return the name of the host, without its port."""
    return request.get_host().partition(":")[0]
