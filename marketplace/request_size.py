"""Refusing what is too large to take before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def limit_request_size(get_response: GetResponse) -> GetResponse:
    """Return a middleware that answers 413 to a body that says it is larger than the limit.

    A body that does not say how long it is would be read as an empty one: it is answered 411.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return _refusal(request, status=411)
        if _announced(request) > settings.REQUEST_MAX_BYTES:
            return _refusal(request, status=413)
        return get_response(request)

    return middleware


def _announced(request: HttpRequest) -> int:
    """Return how long the body is said to be; what is no number is read as no body by Django."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _refusal(request: HttpRequest, *, status: int) -> HttpResponseBase:
    context = {
        "is_too_large": status == 413,
        "most": filesizeformat(settings.REQUEST_MAX_BYTES),
        "one_file": filesizeformat(settings.UPLOAD_MAX_BYTES),
    }
    return render(request, "413.html", context, status=status)
