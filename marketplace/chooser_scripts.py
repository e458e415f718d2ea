"""The one script of Wagtail's admin that is written in Python, not in a template."""

from collections.abc import Callable
from functools import wraps

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from marketplace.middleware import nonce_of_request


def with_nonce(render: Callable[..., SafeString]) -> Callable[..., SafeString]:
    """Return what renders a chooser so that its script, the last thing in it, may run."""

    @wraps(render)
    def rendered(*args, **kwargs) -> SafeString:
        before, tag, script = render(*args, **kwargs).rpartition("<script>")
        if not tag:
            return mark_safe(script)  # as Wagtail made it
        nonce = format_html('<script nonce="{}">', nonce_of_request())
        return mark_safe(before + nonce + script)  # as Wagtail made it

    return rendered
