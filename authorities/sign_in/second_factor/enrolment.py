"""Getting a second factor, and losing it."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from authorities.models import SecurityEvent, User
from authorities.sign_in import mails
from authorities.sign_in.events import record_event
from authorities.sign_in.limits import forget_guesses
from authorities.sign_in.sessions import end_sessions

Type, Kind = Authenticator.Type, SecurityEvent.Kind
SHOWN_FOR = timedelta(minutes=15)


@transaction.atomic
def add_app(request: HttpRequest, user: User, secret: str) -> Authenticator:
    """Keep the secret that the person's app shares, with new recovery codes; return the app's."""
    Authenticator.objects.filter(user=user, type=Type.TOTP).delete()
    app = TOTP.activate(user, secret).instance
    new_recovery_codes(request, user)
    _tell(request, user, Kind.FACTOR_ADDED, app)
    return app


@transaction.atomic
def new_recovery_codes(request: HttpRequest, user: User) -> Authenticator:
    """Make recovery codes, and the ones before useless; they can be looked at once."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user).instance
    record_event(Kind.FACTOR_ADDED, request, person=user, actor=user, factor=codes.type)
    return codes


def codes_to_show(user: User) -> list[str]:
    """Return recovery codes that were just made, until their owner has kept them; else nothing."""
    since = timezone.now() - SHOWN_FOR
    found = Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES, created_at__gt=since)
    return next((one.wrap().get_unused_codes() for one in found if not one.wrap().did_view), [])


def codes_seen(user: User) -> None:
    """Show the person's recovery codes to nobody any more."""
    for one in Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES):
        one.wrap().mark_as_viewed()


@transaction.atomic
def remove_passkey(request: HttpRequest, user: User, key: int) -> bool:
    """Remove one of the person's passkeys; return whether it was theirs."""
    passkey = Authenticator.objects.filter(user=user, type=Type.WEBAUTHN, pk=key).first()
    if passkey is None:
        return False
    passkey.delete()
    _tell(request, user, Kind.FACTOR_REMOVED, passkey)
    return True


@transaction.atomic
def reset_second_factor(
    person: User, *, actor: User | None = None, request: HttpRequest | None = None, reason: str = ""
) -> bool:
    """Let a person who lost theirs enrol again at the next sign-in, and end their sessions.

    Returns whether there was one. They are told by mail, so that nobody does it unseen.
    """
    had = bool(Authenticator.objects.filter(user=person).delete()[0])
    end_sessions(person)
    forget_guesses(person)
    record_event(
        Kind.FACTOR_REMOVED, request, person=person, actor=actor, reason=reason, factor="all"
    )
    mails.queue_second_factor_reset(person)
    return had


def _tell(
    request: HttpRequest, user: User, kind: SecurityEvent.Kind, factor: Authenticator
) -> None:
    record_event(kind, request, person=user, actor=user, factor=factor.type)
    mails.queue_second_factor(user, is_added=kind == Kind.FACTOR_ADDED)
