"""The site of a request and the page at its address, as they were found before."""

from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.models.sites import SiteRootPath
from wagtail.url_routing import RouteResult

from authorities.caching import versions
from authorities.caching.fragments import remember


def remember_site(request: HttpRequest) -> None:
    """Give the request its site, and the addresses of all, where Wagtail looks for them first."""
    address = request.get_host(), request.get_port()
    request._wagtail_site = remember(  # type: ignore[attr-defined]
        ("site", address), lambda: Site._find_for_request(request)
    )
    request._wagtail_cached_site_root_paths = remember(("roots",), _roots)  # type: ignore[attr-defined]


def remember_route(request: HttpRequest, path: str) -> None:
    """Give the request the page at the path, if one is there.

    Who may read it is asked each time; that everybody may, is remembered.
    """
    site = Site.find_for_request(request)
    if site is None:
        return
    found = remember(("route", site.pk, path), lambda: _route(request, path))
    request._wagtail_route_for_request = found and found[0]  # type: ignore[attr-defined]
    if found and found[1]:
        found[0].page.get_view_restrictions = PageViewRestriction.objects.none


def _route(request: HttpRequest, path: str) -> tuple[RouteResult, bool] | None:
    """Return where the path leads, and whether everybody may read what is there."""
    found = Page.route_for_request(request, path)
    if found is None:
        return None
    for name in getattr(found.page, "shown_parts", ()):
        getattr(found.page, name).get_object_list()
    getattr(found.page, "picture", None)  # fetched, where pages of its kind have one
    return (found, not found.page.get_view_restrictions())


def _roots() -> list[SiteRootPath]:
    # Wagtail has them from a cache, of which no statement tells.
    versions.note_read({"wagtailcore_site", "wagtailcore_page", "wagtailcore_locale"})
    return Site.get_site_root_paths()
