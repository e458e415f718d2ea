"""Security headers, and compression."""

import re
from contextvars import ContextVar

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.crypto import salted_hmac

_under_way: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
NEVER = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
TEXT = re.compile(r"text/|application/(?:json|[a-z]+\+(?:json|xml)|xml)\b")


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, and a looser one for the admin alone.

    Wagtail's editor needs inline styles, and five scripts that stand in its pages. Those carry a
    nonce (`marketplace/templates/wagtailadmin/`), one for each session: parts of a page that are
    fetched later have the same.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Remember the request for the tag that writes its nonce."""
        super().process_request(request)
        _under_way.set(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer with its policies."""
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        # What has a policy of its own, like a file, keeps it; nobody embeds that either.
        own = response.get(HEADER)
        if own and "frame-ancestors" not in own:
            response[HEADER] = f"{own}; {NEVER}"
        return super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        """Return the policy for this request's path."""
        parts = super().get_policy_parts(request, response, report_only)
        # A preview is what the public will read, in a frame of the admin, which checks it there.
        is_preview = getattr(request, "is_preview", False)
        is_admin = request.path.startswith(reverse("wagtailadmin_home"))
        if not report_only and (is_admin or is_preview):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
            parts.nonce = _nonce(request)
        return parts


def nonce_of_request() -> str:
    """Return the nonce for scripts in the page that is being made; "" where none is."""
    request = _under_way.get()
    return _nonce(request) if request else ""


def _nonce(request: HttpRequest) -> str:
    session = getattr(request, "session", None)
    key = session.session_key if session is not None else None
    if key is None:
        return str(request.csp_nonce)  # type: ignore[attr-defined]
    return salted_hmac("marketplace.middleware.nonce", key, algorithm="sha256").hexdigest()


class TextGZipMiddleware(GZipMiddleware):
    """Compresses texts; pictures, PDFs and archives are compressed as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, compressed if it is text and the browser takes that."""
        if not TEXT.match(response.get("Content-Type", "")):
            return response
        return super().process_response(request, response)
