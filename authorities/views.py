"""The brand of an authority as a stylesheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control

from authorities.contrast import readable_under_white
from authorities.models import AuthoritySettings
from authorities.scope import public_authority, settings_of

BRAND_CSS = ":root {{ --authority-brand: {brand}; --authority-accent: {accent}; }}\n"
# Wagtail's own properties, from which it reckons all others. What stands on a dark ground in the
# dark theme keeps Wagtail's colour, which was chosen for it.
ADMIN_CSS = """\
:root {{
  --w-color-primary-hue: {hue};
  --w-color-primary-saturation: {saturation}%;
  --w-color-primary-lightness: {lightness}%;
  --authority-accent: {accent};
}}
.w-theme-light {{
  --w-color-secondary-hue: {hue};
  --w-color-secondary-saturation: {saturation}%;
  --w-color-secondary-lightness: {lightness}%;
}}
@media (prefers-color-scheme: light) {{
  .w-theme-system {{
    --w-color-secondary-hue: {hue};
    --w-color-secondary-saturation: {saturation}%;
    --w-color-secondary-lightness: {lightness}%;
  }}
}}
"""


@cache_control(public=True, max_age=31536000, immutable=True)
def brand_css(request: HttpRequest) -> HttpResponse:
    """Answer the custom properties; the address changes with them, so they may be kept."""
    authority = settings_of(public_authority(request))
    css = BRAND_CSS.format(brand=authority.brand_colour, accent=authority.accent_colour)
    return HttpResponse(css, content_type="text/css")


@cache_control(public=True, max_age=31536000, immutable=True)
def admin_css(request: HttpRequest, key: int) -> HttpResponse:
    """Answer the colours of the admin of an authority, by its site's key; 404 for none."""
    authority = get_object_or_404(AuthoritySettings, site=key)
    hue, saturation, lightness = readable_under_white(authority.brand_colour)
    css = ADMIN_CSS.format(
        hue=hue, saturation=saturation, lightness=lightness, accent=authority.accent_colour
    )
    return HttpResponse(css, content_type="text/css")
