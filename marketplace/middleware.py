"""Security headers."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.urls import reverse


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
