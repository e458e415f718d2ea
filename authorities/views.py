"""The brand of an authority as a stylesheet."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from authorities.scope import public_authority, settings_of

BRAND_CSS = ":root {{ --authority-brand: {brand}; --authority-accent: {accent}; }}\n"


@cache_control(public=True, max_age=31536000, immutable=True)
def brand_css(request: HttpRequest) -> HttpResponse:
    """Answer the custom properties; the address changes with them, so they may be kept."""
    authority = settings_of(public_authority(request))
    css = BRAND_CSS.format(brand=authority.brand_colour, accent=authority.accent_colour)
    return HttpResponse(css, content_type="text/css")
