"""The brand of an authority as a stylesheet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from wagtail.models import Site

from authorities.scope import settings_of

BRAND_CSS = ":root {{ --authority-brand: {brand}; --authority-accent: {accent}; }}\n"


@cache_control(public=True, max_age=31536000, immutable=True)
def brand_css(request: HttpRequest) -> HttpResponse:
    """Answer the custom properties; the address changes with them, so they may be kept."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    authority = settings_of(site)
    css = BRAND_CSS.format(brand=authority.brand_colour, accent=authority.accent_colour)
    return HttpResponse(css, content_type="text/css")
