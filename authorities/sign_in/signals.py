"""What Django tells of sign-ins and sign-outs, put on record."""

from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed
from django.http import HttpRequest

from authorities.models import SecurityEvent, User
from authorities.sign_in.events import record_event
from authorities.sign_in.sessions import close_session, open_session

Kind = SecurityEvent.Kind


def connect() -> None:
    """Listen, from now on."""
    user_logged_in.connect(_signed_in, dispatch_uid="authorities.sign_in")
    user_logged_out.connect(_signed_out, dispatch_uid="authorities.sign_in")
    user_login_failed.connect(_failed, dispatch_uid="authorities.sign_in")
    m2m_changed.connect(_gets_group, sender=User.groups.through, dispatch_uid="authorities.sign_in")


def _signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    open_session(request, user)
    if not user.signs_in_by_code:
        record_event(Kind.SIGNED_IN, request, person=user, actor=user)


def _signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    close_session(request)
    if user and not user.signs_in_by_code:
        record_event(Kind.SIGNED_OUT, request, person=user, actor=user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    email = str(credentials.get("username", ""))
    person = User.objects.filter(email__iexact=email, signs_in_by_code=False).first()
    record_event(Kind.SIGN_IN_FAILED, request, person=person, factor="password")


def _gets_group(instance: User | Group, action: str, pk_set: set | None, **kwargs: Any) -> None:
    """Refuse a group, and with it a role, to an account that a code opens."""
    if action != "pre_add":
        return
    people = [instance] if isinstance(instance, User) else User.objects.filter(pk__in=pk_set or ())
    if any(person.signs_in_by_code for person in people):
        raise ValueError("An account that a code opens has no rights.")
