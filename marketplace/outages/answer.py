"""The answer where something failed that is ours: honest about what is away, with the text kept."""

import sys
from collections.abc import Iterator

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error as fault_of_ours

from authorities.library.keeping import NotKept, is_full
from authorities.sign_in.kept.giving_back import given_back
from marketplace.views import is_for_script

log = structlog.get_logger(__name__)

RETRY_AFTER = 30
# SQLite calls many faults operational; of these the program is not guilty.
OF_SQLITE = ("locked", "busy", "full", "readonly", "disk i/o", "unable to open")


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Answer 503 where database or storage is away, else 500; Django calls it with the fault."""
    faults = list(_chain(sys.exc_info()[1]))
    is_away = any(_is_of_database(fault) for fault in faults)
    if not is_away and not any(isinstance(fault, NotKept) or is_full(fault) for fault in faults):
        return fault_of_ours(request)
    log.error("away", part="database" if is_away else "storage", fault=type(faults[0]).__name__)
    response = _not_now(request, is_away=is_away)
    response["Retry-After"], response["Cache-Control"] = str(RETRY_AFTER), "no-store"
    response.is_database_away = is_away  # type: ignore[attr-defined]
    return response


def is_database_away(response: HttpResponseBase) -> bool:
    """Return whether this answer says that the database is away."""
    return getattr(response, "is_database_away", False)


def _not_now(request: HttpRequest, *, is_away: bool) -> HttpResponse:
    if is_for_script(request):
        return JsonResponse({"saved": _("Not saved yet: we cannot keep it just now.")}, status=503)
    # Without the request: what other pages show of it comes from the database.
    context = given_back(request) if request.method == "POST" else {}
    context |= {"is_away": is_away, "path_here": request.path, "csrf_token": get_token(request)}
    return HttpResponse(render_to_string("503.html", context), status=503)


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    """Yield the fault and what led to it."""
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _is_of_database(fault: BaseException) -> bool:
    if not isinstance(fault, OperationalError | InterfaceError):
        return False
    said = str(fault).lower()
    return connection.vendor != "sqlite" or any(words in said for words in OF_SQLITE)
