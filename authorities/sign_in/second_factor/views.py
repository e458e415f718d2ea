"""Showing a second factor, and setting one up."""

import base64
import json
from typing import cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    clear_totp_secret,
    get_totp_secret,
    validate_totp_code,
)
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from authorities.forms.public import bound_data
from authorities.http.own_path import own_path
from authorities.models import SecurityEvent, User
from authorities.sign_in.events import record_event
from authorities.sign_in.limits import SECOND_FACTOR, Guess, HasToWait
from authorities.sign_in.opening import PendingSignIn
from authorities.sign_in.second_factor.codes import (
    authenticator_for,
    has_app,
    recovery_codes_left,
)
from authorities.sign_in.second_factor.enrolment import add_app, codes_seen, codes_to_show
from authorities.sign_in.second_factor.forms import CodeForm, NewAppForm
from authorities.sign_in.second_factor.passkeys import begin_showing, host_of, passkey_for

Type = Authenticator.Type


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask whose password was right for a code or a passkey, and let them in."""
    pending = PendingSignIn.of(request)
    if pending is None:
        return redirect("wagtailadmin_login")
    if not has_app(pending.user):
        return redirect("second_factor_set_up")
    form, status = CodeForm(bound_data(request)), 200
    if request.method == "POST":
        try:
            guess = Guess(request, SECOND_FACTOR, pending.user.email)
            if shown := _what_was_shown(request, pending.user, form):
                guess.was_right()
                return _let_in(request, pending, shown)
            status = 422
        except HasToWait as wait:
            form.add_error("code", str(wait))
            status = 429
    options = begin_showing(pending.user, host_of(request))
    return render(
        request,
        "authorities/sign_in/second_factor.html",
        {"form": form, "passkey": {"get": options} if options else None},
        status=status,
    )


@never_cache
@sensitive_post_parameters("code", "current_password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Let a person connect an app: at their first sign-in, or another one later."""
    pending = PendingSignIn.of(request)
    if pending and has_app(pending.user):
        return redirect("second_factor")
    user = pending.user if pending else cast(User, request.user)
    if not user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_login")
    secret = get_totp_secret()
    form: forms.Form = (
        CodeForm(bound_data(request))
        if pending
        else NewAppForm(bound_data(request), request=request, user=user)
    )
    if form.is_valid():
        if not validate_totp_code(secret, form.cleaned_data["code"]):
            form.add_error("code", _wrong_code())
        else:
            app = add_app(request, user, secret)
            clear_totp_secret(request)
            response = pending.finish(request, app) if pending else redirect("signing_in")
            way_on = urlencode({"next": response["Location"]})
            response["Location"] = f"{reverse('recovery_codes')}?{way_on}"
            return response
    return render(
        request,
        "authorities/sign_in/set_up.html",
        {"form": form, "is_first": bool(pending), **_app_to_connect(user, secret)},
        status=422 if form.is_bound else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show new recovery codes until their owner says that they are kept."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_login")
    way_on = own_path(request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST":
        codes_seen(cast(User, request.user))
        return redirect(way_on or "signing_in")
    codes = codes_to_show(cast(User, request.user))
    return render(
        request, "authorities/sign_in/recovery_codes.html", {"codes": codes, "next": way_on}
    )


def _what_was_shown(request: HttpRequest, user: User, form: CodeForm) -> Authenticator | None:
    """Return the factor that was shown; where it is none of the person's, say so in the form."""
    shown = None
    if "credential" in request.POST:
        try:
            credential = json.loads(request.POST["credential"])
        except ValueError:
            credential = {}
        shown = passkey_for(user, credential)
        form.errors.pop("code", None)
    elif form.is_valid():
        shown = authenticator_for(user, form.cleaned_data["code"])
    if shown is None and "code" not in form.errors:
        record_event(SecurityEvent.Kind.SIGN_IN_FAILED, request, person=user, factor="second")
        form.add_error("code", _wrong_code())
    return shown


def _let_in(request: HttpRequest, pending: PendingSignIn, shown: Authenticator) -> HttpResponse:
    response = pending.finish(request, shown)
    if shown.type == Type.RECOVERY_CODES:
        user, left = pending.user, recovery_codes_left(pending.user)
        record_event(
            SecurityEvent.Kind.RECOVERY_CODE_USED, request, person=user, actor=user, left=left
        )
        messages.warning(
            request,
            ngettext(
                "You used a recovery code. %(left)s is left: make new ones under “Signing in”.",
                "You used a recovery code. %(left)s are left: make new ones under “Signing in”.",
                left,
            )
            % {"left": left},
        )
    return response


def _app_to_connect(user, secret: str) -> dict[str, str]:
    """Return the picture for the app's camera, and the key in fours for who types it."""
    adapter = get_adapter()
    url = adapter.build_totp_url(user, secret)
    picture = base64.b64encode(adapter.build_totp_svg(url).encode()).decode()
    fours = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return {"picture": f"data:image/svg+xml;base64,{picture}", "key": " ".join(fours)}


def _wrong_code() -> str:
    return _("This code is not right. Type the one that your app shows now.")
