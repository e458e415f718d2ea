"""Asking where to send what is new."""

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from authorities.forms.public import bound_data
from authorities.scope import public_authority
from businesses.sign_in.proof import has_proven, proven_address
from businesses.subscriptions.limits import check_subscription
from challenges.listing.subscriptions.saved_searches import (
    SaveForm,
    describe_query,
    is_saved_for,
    kept_query,
    save_search,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Ask where to send what is new and fits the list's filters; keep the search.

    Whoever is known already reads the same answer.
    """
    site = public_authority(request)
    now = timezone.now()
    query = kept_query(request.GET, site, now)
    form = SaveForm(
        bound_data(request),
        initial={"email": proven_address(request)},
    )
    status = 200
    if form.is_bound:
        status = check_subscription(request, form, "email")
    if form.is_bound and status == 200:
        email = form.cleaned_data["email"]
        frequency = form.cleaned_data["frequency"]
        is_proven = has_proven(request, email)
        save_search(site, query, email, frequency, is_proven=is_proven, now=now)
        return HttpResponseRedirect(f"{request.path}?{query}&saved=yes" if query else "?saved=yes")
    proven = proven_address(request)
    context = {
        "form": form,
        "query": query,
        "search": describe_query(query, site, now),
        "proven": proven,
        "is_saved": bool(proven) and is_saved_for(site, query, proven),
    }
    return render(request, "challenges/listing/subscriptions/save.html", context, status=status)
