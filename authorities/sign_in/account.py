"""A person's own page about signing in: address, password, second step, and where they are."""

import uuid
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from authorities.http.known_browser import remember_browser
from authorities.http.rate_limit import RateLimit
from authorities.models import SecurityEvent, StaffSession, User
from authorities.narrowing.acting import everything
from authorities.sign_in import mails
from authorities.sign_in.events import record_event
from authorities.sign_in.forms import NewPasswordForm, PasswordAgainForm
from authorities.sign_in.passwords.resets import password_changed
from authorities.sign_in.second_factor.codes import has_app as has_app_of
from authorities.sign_in.second_factor.codes import recovery_codes_left
from authorities.sign_in.second_factor.enrolment import new_recovery_codes, remove_passkey
from authorities.sign_in.second_factor.forms import BothAgainForm, NewAddressForm, PasskeyForm
from authorities.sign_in.second_factor.passkeys import add_passkey, begin_adding, passkeys_of
from authorities.sign_in.sessions import KEY, end_sessions, sessions_of

Kind = SecurityEvent.Kind
# An address that somebody else has is refused, and nobody should learn whose many there are.
ADDRESS_CHANGES = RateLimit("address_changes", times=5, seconds=24 * 3600)
FORMS: dict[str, type[PasswordAgainForm]] = {
    "address": NewAddressForm,
    "password": NewPasswordForm,
    "codes": BothAgainForm,
    "passkey": PasskeyForm,
    "passkeys": BothAgainForm,
    "sessions": PasswordAgainForm,
}


@require_safe
def signing_in(request: HttpRequest) -> HttpResponse:
    """Show how the person signs in, and where they are signed in now."""
    return _page(request)


@require_POST
@sensitive_post_parameters()
def change_address(request: HttpRequest) -> HttpResponse:
    """Let the person sign in with another address from now on; both addresses hear of it."""
    user, form = _sent(request, "address")
    if form.is_valid():
        new, old = form.cleaned_data["email"], user.email
        with everything():
            is_taken = User.objects.filter(email__iexact=new).exclude(pk=user.pk).exists()
        if ADDRESS_CHANGES.is_hit(str(user.pk)) or is_taken:
            form.add_error("email", _("You cannot sign in with this address. Use another one."))
        else:
            with transaction.atomic():
                user.email = User.objects.normalize_email(new)
                user.save(update_fields=["email"])
                record_event(Kind.ADDRESS_CHANGED, request, person=user, actor=user)
                mails.queue_address_changed(user, old)
            messages.success(request, _("From now on you sign in with %s.") % user.email)
            response = redirect("signing_in")
            remember_browser(request, response, user.email)
            return response
    return _page(request, form)


@require_POST
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Give the person another password, and end their other sessions."""
    user, form = _sent(request, "password")
    if form.is_valid():
        with transaction.atomic():
            user.set_password(form.cleaned_data["new_password"])
            user.save(update_fields=["password"])
            update_session_auth_hash(request, user)
            password_changed(request, user, by=user, but=request.session.get(KEY))
        messages.success(
            request, _("Your password is changed. Wherever else you were, you are signed out.")
        )
        return redirect("signing_in")
    return _page(request, form)


@require_POST
@sensitive_post_parameters()
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, and lead to where they are shown."""
    user, form = _sent(request, "codes")
    if form.is_valid():
        new_recovery_codes(request, user)
        return redirect("recovery_codes")
    return _page(request, form)


@require_POST
@sensitive_post_parameters()
def keep_passkey(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser has just made."""
    user, form = _sent(request, "passkey")
    if form.is_valid():
        try:
            add_passkey(request, user, form.cleaned_data["credential"])
        except ValidationError:
            form.add_error(None, _("Your browser made no passkey. Try again."))
        else:
            messages.success(request, _("The passkey is added."))
            return redirect("signing_in")
    return _page(request, form)


@require_POST
@sensitive_post_parameters()
def drop_passkey(request: HttpRequest, key: int) -> HttpResponse:
    """Remove one of the person's passkeys. What is left asks for as much as before."""
    user, form = _sent(request, "passkeys")
    if not form.is_valid():
        return _page(request, form)
    if remove_passkey(request, user, key):
        messages.success(request, _("The passkey is removed."))
    return redirect("signing_in")


@require_POST
@sensitive_post_parameters()
def end_others(request: HttpRequest) -> HttpResponse:
    """End one session of the person, or all but this one."""
    user, form = _sent(request, "sessions")
    if not form.is_valid():
        return _page(request, form)
    here = request.session.get(KEY)
    theirs = StaffSession.objects.filter(user=user).exclude(pk=here or uuid.UUID(int=0))
    wanted = request.POST.get("session", "")
    try:
        ended = theirs.filter(pk=wanted).delete()[0] if wanted else end_sessions(user, but=here)
    except ValidationError:  # no key
        ended = 0
    if ended:
        record_event(Kind.SESSIONS_ENDED, request, person=user, actor=user, number=ended)
        messages.success(request, _("You are signed out there."))
    return redirect("signing_in")


def menu_item(request: HttpRequest) -> dict[str, str]:
    """Return the way here from the account page."""
    return {
        "url": reverse("signing_in"),
        "label": _("Signing in"),
        "help_text": _("Your email address, password, second step, and where you are signed in."),
    }


def _sent(request: HttpRequest, name: str) -> tuple[User, forms.Form]:
    """Return the person, and the form of this name with what they typed."""
    # Another object than the request's: the page shows what is, not what was refused.
    user = User.objects.get(pk=cast(User, request.user).pk)
    return user, FORMS[name](request.POST, request=request, user=user, prefix=name)


def _page(request: HttpRequest, sent: forms.Form | None = None) -> HttpResponse:
    user = cast(User, request.user)
    shown: dict[str, Any] = {
        f"{name}_form": sent
        if sent and sent.prefix == name
        else form(request=request, user=user, prefix=name)
        for name, form in FORMS.items()
    }
    has_app = has_app_of(user)
    return render(
        request,
        "authorities/sign_in/account.html",
        shown
        | {
            "sessions": sessions_of(user),
            "here": request.session.get(KEY),
            "has_app": has_app,
            "codes_left": recovery_codes_left(user),
            "passkeys": passkeys_of(user),
            "passkey": {"create": begin_adding(user)} if has_app else None,
            "hours": settings.STAFF_SESSION_LIMIT // 3600,
            "minutes": settings.STAFF_SESSION_IDLE // 60,
        },
        status=422 if sent else 200,
    )
