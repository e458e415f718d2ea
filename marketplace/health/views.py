"""What load balancers and monitors ask, under any host name: an address of the machine will do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.health.parts import Status, ask_parts, overall
from marketplace.health.restore_mark import is_restoring


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponseBase:
    """Answer 200: the process answers. Nothing else is asked, so nothing else restarts it."""
    return JsonResponse({"status": Status.OK})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponseBase:
    """Answer 200 if pages can be served, else 503; and how each part is, with its time.

    What the site goes on without is said, and no fault.
    """
    parts = ask_parts()
    status = overall(parts)
    told = {
        part.name: {"status": part.status, "ms": part.milliseconds}
        | ({"said": part.said} if part.said else {})
        for part in parts
    }
    return JsonResponse(
        {"status": status, "parts": told}, status=503 if status == Status.FAILED else 200
    )


def _restoring() -> HttpResponse:
    said = _("This site is being restored from a backup. Please come back in a few minutes.")
    headers = {"Retry-After": "120", "Cache-Control": "no-store"}
    return HttpResponse(said, status=503, content_type="text/plain", headers=headers)


ADDRESSES = {"/health/": ready, "/health/ready": ready, "/health/live": live}


def answer_health(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer these addresses before anything asks for the host or for HTTPS; a middleware.

    While a restore is under way nothing else is answered: half of it would be shown.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        view = ADDRESSES.get(request.path_info)
        if view:
            return view(request)
        return _restoring() if is_restoring() else get_response(request)

    return middleware
