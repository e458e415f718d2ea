"""The profile, and whether its owner wants recommendations."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from authorities.forms.public import bound_data
from authorities.http.own_path import own_path
from authorities.models import User
from authorities.scope import public_authority
from businesses.profile.forms import ProfileForm
from businesses.profile.profiles import initial_details, keep_profile, profile_of
from businesses.profile.recommendations import recommended, turn
from businesses.profile.themes import offered_themes

signed_in_by_code = user_passes_test(
    lambda user: getattr(user, "signs_in_by_code", False), login_url="business_sign_in"
)


@never_cache
@signed_in_by_code
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show the person's own profile, and keep what they change."""
    offered = offered_themes(public_authority(request))
    user = cast(User, request.user)
    known = profile_of(user)
    own = {name: getattr(known, name) for name in ("sectors", "what_it_does", "themes") if known}
    form = ProfileForm(bound_data(request), initial=initial_details(user) | own, themes=offered)
    if form.is_valid():
        keep_profile(user, form.cleaned_data, offered=offered)
        messages.success(request, _("Your profile is saved."))
        return redirect("business_profile")
    return render(
        request,
        "businesses/profile/profile.html",
        {"form": form, "recommended": recommended(user, request, timezone.now())},
        status=422 if form.is_bound else 200,
    )


@never_cache
@signed_in_by_code
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
