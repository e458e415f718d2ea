"""Answers that belong to the whole installation."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from authorities.http.refilling import comes_from_here, filled_page
from authorities.sign_in.kept.giving_back import given_back


def not_here(request: HttpRequest) -> HttpResponse:
    """Answer 404 in place of a view of Wagtail's that knows no authority's bounds."""
    raise Http404


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, and give back what was sent to it."""
    response = page_not_found(request, exception)
    if request.method != "POST":
        return response
    return render(request, "404.html", given_back(request, can_send=False), status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Show the form again, filled in and with a fresh token: the one that came was old, or none.

    A script gets the token. Nothing is written.
    """
    if is_for_script(request):
        answer = {"saved": _("Not saved yet: this page was open for a long time.")}
        if comes_from_here(request):
            answer["token"] = get_token(request)
        return JsonResponse(answer, status=403)
    why = _(
        "The page was open for a long time, somebody signed in or out meanwhile, or the browser "
        "lost its cookies. Check what stands here, and press the button again."
    )
    match = request.resolver_match
    if match and not request.path.startswith(reverse("wagtailadmin_home")):
        view = partial(_open, match)
        if filled := filled_page(request, view, why=why, status=403):
            return filled
    return render(request, "403_csrf.html", given_back(request) | {"why": why}, status=403)


def _open(match: ResolverMatch, request: HttpRequest) -> HttpResponseBase:
    return match.func(request, *match.args, **match.kwargs)


def is_for_script(request: HttpRequest) -> bool:
    """Return whether a script reads the answer."""
    return request.headers.get("Accept") == "application/json"
