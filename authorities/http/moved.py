"""Whatever was sent to where something no longer is, is sent on whole.

A browser that is told 301 or 302 asks for the new place and sends nothing; 308 and 307 let it send
the same again there, files too. A page that moved says so to readers as well. Source: RFC 9110,
15.4.
"""

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware
from django.utils.http import escape_leading_slashes
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
SAME_METHOD = {301: 308, 302: 307}


def keep_method(get_response: Callable[[HttpRequest], HttpResponse]):
    """Return a middleware that lets nothing be lost where something moved for good.

    No view of ours answers what it has taken with 301: whoever does says that it is elsewhere.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 301:
            _keep(request, response)
        return response

    return middleware


class MovedPageMiddleware(RedirectMiddleware):
    """Wagtail's redirects, of pages that were renamed or moved and of what editors entered."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the redirect in place of a page that is not found.

        What hangs below a page, like its feed, moves with it, and what was asked goes along.
        """
        moved = super().process_response(request, response)
        if moved is response and response.status_code == 404:
            above, _slash, name = request.path_info.rpartition("/")
            page = get_redirect(request, Redirect.normalise_path(above)) if above and name else None
            if page and page.is_permanent and page.redirect_page_id and page.link:
                moved = HttpResponsePermanentRedirect(f"{page.link}{quote(name)}")
        query = request.META.get("QUERY_STRING", "")
        if moved is not response and query and "?" not in moved["Location"]:
            moved["Location"] += f"?{query}"
        if moved.status_code == 301:
            moved.status_code = 308
        elif moved is not response:
            _keep(request, moved)
        return moved


class SlashMiddleware(CommonMiddleware):
    """Django's; under development too it sends on what came without the last slash."""

    def get_full_path_with_slash(self, request: HttpRequest) -> str:
        """Return the path as it should have been."""
        return escape_leading_slashes(request.get_full_path(force_append_slash=True))


def _keep(request: HttpRequest, response: HttpResponse) -> None:
    if request.method not in SAFE:
        response.status_code = SAME_METHOD.get(response.status_code, response.status_code)
