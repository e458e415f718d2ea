"""What notices say that the software itself knows, for their blocks."""

from django import template
from django.template.context import Context
from wagtail.models import Site

from authorities.scope import settings_of
from home import notices

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_periods(context: Context) -> list[notices.Row]:
    """Return what the page's authority keeps, and for how long."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return notices.kept_periods(settings_of(site)) if site else []


@register.simple_tag
def site_cookies() -> list[notices.Row]:
    """Return every cookie that the site sets."""
    return notices.cookies()
