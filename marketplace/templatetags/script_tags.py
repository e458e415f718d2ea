"""What a script that stands in a page of the admin needs to run."""

from django import template

from marketplace.middleware import nonce_of_request

register = template.Library()


@register.simple_tag
def script_nonce() -> str:
    """Return the nonce of the request under way; Wagtail renders widgets without a context."""
    return nonce_of_request()
