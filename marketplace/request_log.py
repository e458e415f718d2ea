"""Each request has an id, which its log entries, its mails and its answer carry."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.signals import request_finished
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from marketplace.metrics.recording import note_request

log = structlog.get_logger("marketplace.requests")

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[0-9A-Za-z-]{8,64}")


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Take the proxy's id or make one, and log what came of the request; a middleware.

    An address can hold a secret or what somebody typed: the entry names the view in its place.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = time.monotonic()
        given = request.headers.get(HEADER, "")
        request_id = given if WELL_FORMED.fullmatch(given) else uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = get_response(request)
        response[HEADER] = request_id
        if settings.LOG_REQUESTS or settings.METRICS:
            _note(request, response.status_code, time.monotonic() - begun)
        return response

    # Django logs an answer of 404 after the last middleware.
    request_finished.connect(_forget_id, dispatch_uid="request_id")
    return middleware


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    method = request.method if request.method in METHODS else "other"
    view = view_of(request)
    if settings.LOG_REQUESTS:
        log.info("request", method=method, view=view, status=status, ms=round(1000 * seconds, 1))
    if settings.METRICS:
        searches = f"{view} search" if request.GET.get("q") else view
        kept = request.resolver_match is None and view != "none"
        note_request(searches, str(method), status, seconds, kept=kept)


def _forget_id(**_: object) -> None:
    structlog.contextvars.unbind_contextvars("request_id")


METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


def view_of(request: HttpRequest) -> str:
    """Return the name of the view that answers, also where a cached page answered before it."""
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "none"
    return match.view_name or "unnamed"
