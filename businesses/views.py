"""Signing in, signing out, and the profile."""

from typing import cast

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from authorities.models import User
from authorities.scope import public_authority
from businesses.forms import CodeForm, ProfileForm, SignInForm
from businesses.profile import initial_details, keep_profile, profile_of
from businesses.proof import proven_address
from businesses.recommending import recommended, turn
from businesses.sign_in import SignIn, own_path
from businesses.themes import offered_themes

UNPROCESSABLE, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and send a code to it."""
    public_authority(request)
    back_to = own_path(request.POST.get("next") or request.GET.get("next", ""))
    if proven_address(request):
        return redirect(back_to or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(_sent(request), initial={"next": back_to})
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_valid():
        try:
            SignIn.of(request, form.cleaned_data["email"], back_to=back_to).send()
        except RateLimited:
            form.add_error("email", _too_many_codes())
            status = TOO_MANY
        else:
            return redirect("business_sign_in_code")
    return render(request, "businesses/sign_in.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent, send another one, or let the person in."""
    public_authority(request)
    pending = SignIn.pending(request)
    if pending is None:
        return redirect("business_sign_in")
    if "again" in request.POST:
        return _send_again(request, pending)
    form = CodeForm(_sent(request), is_right=pending.is_right)
    if form.is_valid():
        return pending.finish()
    return render(
        request,
        "businesses/code.html",
        {"form": form, "sign_in": pending, "minutes": pending.timeout // 60},
        status=UNPROCESSABLE if form.is_bound else 200,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; asked for by a form, because a link could be followed unmeant."""
    public_authority(request)
    if request.method == "POST":
        logout(request)
        return redirect("business_sign_out")
    return render(request, "businesses/sign_out.html")


@never_cache
@login_required(login_url="business_sign_in")
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show the person's own profile, and keep what they change."""
    offered = offered_themes(public_authority(request))
    user = cast(User, request.user)
    known = profile_of(user)
    own = {name: getattr(known, name) for name in ("sectors", "what_it_does", "themes") if known}
    form = ProfileForm(_sent(request), initial=initial_details(user) | own, themes=offered)
    if form.is_valid():
        keep_profile(user, form.cleaned_data, offered=offered)
        messages.success(request, _("Your profile is saved."))
        return redirect("business_profile")
    return render(
        request,
        "businesses/profile.html",
        {"form": form, "recommended": recommended(user, request, timezone.now())},
        status=UNPROCESSABLE if form.is_bound else 200,
    )


@never_cache
@login_required(login_url="business_sign_in")
@require_POST
def turn_recommendations(request: HttpRequest) -> HttpResponse:
    """Turn recommendations on or off, and go back to where the person was."""
    public_authority(request)
    on = request.POST.get("wanted") == "yes"
    turn(cast(User, request.user), on=on)
    if on:
        messages.success(request, _("We recommend challenges to you again."))
    else:
        messages.success(
            request,
            _("We no longer recommend challenges to you. You can change that in your profile."),
        )
    return redirect(own_path(request.POST.get("next", "")) or "business_profile")


def _send_again(request: HttpRequest, pending: SignIn) -> HttpResponse:
    """Send another code, or say that it is too early for one."""
    try:
        pending.send()
    except RateLimited:
        messages.warning(request, _too_many_codes())
    else:
        messages.success(request, _("We have sent a new code. The earlier one no longer works."))
    return redirect("business_sign_in_code")


def _sent(request: HttpRequest) -> QueryDict | None:
    """Return what was typed, for a form that is bound if and only if it was sent."""
    return request.POST if request.method == "POST" else None


def _too_many_codes() -> str:
    return _(
        "Several codes were asked for in a short time. Look for the newest email, or wait a few "
        "minutes and try again."
    )
