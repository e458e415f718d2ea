"""Asking where to send what is new."""

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from authorities.http.rate_limit import RateLimit, client_address
from authorities.scope import public_authority
from businesses.sign_in.proof import has_proven, proven_address
from challenges.listing.subscriptions.saved_searches import (
    SaveForm,
    describe_query,
    kept_query,
    save_search,
)


@never_cache
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Ask where to send what is new and fits the list's filters; keep the search.

    Whoever is known already reads the same answer.
    """
    site = public_authority(request)
    now = timezone.now()
    query = kept_query(request.GET, site, now)
    form = SaveForm(
        request.POST if request.method == "POST" else None,
        initial={"email": proven_address(request)},
    )
    limit = RateLimit("follow", settings.FOLLOWS_PER_HOUR, 3600)
    status = 422 if form.is_bound else 200
    if form.is_trapped:
        form.add_error("email", _("Leave the field “Leave this field empty” empty, and try again."))
    elif form.is_valid() and limit.is_hit(client_address(request)):
        form.add_error(
            "email",
            _("Too many addresses came from your network in the last hour. Try again in an hour."),
        )
        status = 429
    if form.is_valid():
        email = form.cleaned_data["email"]
        frequency = form.cleaned_data["frequency"]
        is_proven = has_proven(request, email)
        save_search(site, query, email, frequency, is_proven=is_proven, now=now)
        return HttpResponseRedirect(f"{request.path}?{query}&saved=yes" if query else "?saved=yes")
    context = {"form": form, "query": query, "search": describe_query(query, site, now)}
    return render(request, "search/save.html", context, status=status)
