"""Security headers, and compression."""

import re

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

TEXT = re.compile(r"text/|application/(?:json|[a-z]+\+(?:json|xml)|xml)\b")


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, and a looser one for the admin alone.

    Wagtail's page editor needs inline scripts and styles.
    """

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        """Return the policy for this request's path."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        return parts


class TextGZipMiddleware(GZipMiddleware):
    """Compresses texts; pictures, PDFs and archives are compressed as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, compressed if it is text and the browser takes that."""
        if not TEXT.match(response.get("Content-Type", "")):
            return response
        return super().process_response(request, response)
