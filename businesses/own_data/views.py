"""“Your mail and data”: what is kept of the proven address, and what its owner can do about it."""

import json
from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from authorities.forms.cleaning import clean_key
from authorities.models import User
from authorities.scope import public_authority
from businesses.own_data.held import erase_at, held_of, stop_mail
from businesses.profile.profiles import profile_of
from businesses.profile.recommendations import turn
from businesses.sign_in.proof import proven_address

PROFILE = "profile"


def for_proven(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who has proven an address by a code, and give it to the view; ask others for it."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        public_authority(request)
        if email := proven_address(request):
            response = view(request, email)
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response
        return HttpResponseRedirect(f"{reverse('business_sign_in')}?next={reverse('own_data')}")

    return opened


@require_safe
@for_proven
def own_data(request: HttpRequest, email: str) -> HttpResponse:
    """Show what each authority of the installation keeps of the address."""
    return render(request, "businesses/own_data/data.html", _context(request, email))


@require_safe
@for_proven
def own_copy(request: HttpRequest, email: str) -> HttpResponse:
    """Hand out everything that is kept of the address, as one JSON file."""
    known = profile_of(cast(User, request.user))
    data = {
        "address": email,
        "profile": model_to_dict(known, exclude=["id", "user"]) if known else None,
        "authorities": [
            {
                "name": one.authority.name,
                "site": one.authority.site.root_url,
                "kept": {held.name: held.data for held in one.held},
            }
            for one in held_of(email)
        ],
    }
    response = HttpResponse(
        json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False),
        content_type="application/json",
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_POST
@for_proven
def stop_all(request: HttpRequest, email: str) -> HttpResponse:
    """End every mail that the address asked for, and recommendations."""
    stop_mail(email)
    turn(cast(User, request.user), on=False)
    messages.success(
        request, _("Stopped, at every authority. What is about your applications still comes.")
    )
    return redirect("own_data")


@require_http_methods(["GET", "HEAD", "POST"])
@for_proven
def erase_own(request: HttpRequest, email: str) -> HttpResponse:
    """Ask once more, then erase at the authorities that were chosen; each answers for itself."""
    context = _context(request, email)
    if request.method != "POST":
        return render(request, "businesses/own_data/erase.html", context)
    chosen = {clean_key(key) for key in request.POST.getlist("authority")}
    sites = [one.authority.site for one in context["kept"] if one.authority.site_id in chosen]
    if not sites and PROFILE not in request.POST:
        context["refusal"] = _("Choose where your data should be erased.")
        return render(request, "businesses/own_data/erase.html", context, status=422)
    names = {one.authority.site_id: one.authority.name for one in context["kept"]}
    answers = erase_at(email, sites, timezone.now())
    said = [(names[key], sentences) for key, sentences in answers.items()]
    if PROFILE in request.POST:
        account = request.user
        logout(request)
        account.delete()
    context = {"answers": said, "has_account": PROFILE not in request.POST, "address": email}
    return render(request, "businesses/own_data/erased.html", context)


def _context(request: HttpRequest, email: str) -> dict:
    user = cast(User, request.user)
    if not user.signs_in_by_code:
        raise Http404("Staff have accounts of another kind.")
    return {"address": email, "kept": held_of(email), "profile": profile_of(user)}
