"""Answers that any program may read, from any other site: no cookie, no session, nothing written.

The page of another origin may read them (CORS), and what is as it was is answered with 304.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.api.v3.errors import problem_response

from challenges.presentation.conditional import conditional

READING = "GET, HEAD, OPTIONS"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": READING,
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Return the view for reading alone; what is not there is a problem in detail (RFC 9457).

    An answer that comes line by line has no ETag: nobody knows it before its end.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        response = _answer(view, request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "public, no-cache"
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is ever written
    return answered


def _answer(view: View, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": READING, "Access-Control-Max-Age": "600"})
    if request.method not in ("GET", "HEAD"):
        response = problem_response(
            status=405, detail=_("This address can only be read: ask with GET.")
        )
        response["Allow"] = READING
        return response
    method, request.method = request.method, "GET"
    try:
        answer = view(request, *args, **kwargs)
    except Http404 as missing:
        return problem_response(status=404, detail=str(missing) or _("There is nothing here."))
    finally:
        request.method = method
    if not isinstance(answer, HttpResponse) or answer.status_code != 200:
        return answer
    whole = answer
    return conditional(lambda _request: whole)(request)


@open_to_all
def nothing_here(request: HttpRequest, **_parts: str) -> HttpResponse:
    """Answer that there is nothing at this address, as a problem in detail."""
    raise Http404
