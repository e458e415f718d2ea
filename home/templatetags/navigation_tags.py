"""The links in the header."""

from dataclasses import dataclass

from django import template
from wagtail.models import Site

from challenges.listing.addresses import pages_below_home

register = template.Library()


@dataclass(frozen=True)
class Link:
    """A page in the navigation; `active` where the reader is, or below it."""

    title: str
    url: str
    active: bool


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[Link]:
    """Return the pages right below the home page that are shown in menus."""
    request = context.get("request")
    if request is None:
        return []
    site = Site.find_for_request(request)
    if site is None:
        return []
    below = pages_below_home(site, request)
    pages = [page for page in below if page.live and page.show_in_menus]
    return [
        Link(page.title, url, request.path.startswith(url))
        for page in pages
        if (url := page.get_url(request, current_site=site))
    ]
