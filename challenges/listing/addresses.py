"""Where a site's lists are: an editor may give a list another address."""

from django.http import HttpRequest
from wagtail.models import Page, Site

from authorities.caching.fragments import remember
from challenges.models import ChallengeListingPage, ProgrammeListingPage, SuccessStoryListingPage

Listing = type[ChallengeListingPage] | type[ProgrammeListingPage] | type[SuccessStoryListingPage]


def pages_below_home(site: Site, request: HttpRequest | None = None) -> list[Page]:
    """Return the pages right below the front page, as their route found them or remembered."""
    known = getattr(request, "pages_below_home", None)
    if known is None:
        below = ("pages below home", site.root_page_id)
        known = remember(below, lambda: list(Page.objects.child_of(site.root_page)))
        if request is not None:
            request.pages_below_home = known  # type: ignore[attr-defined]
    return known


def listing_path(listing: Listing, site: Site | None, request: HttpRequest | None = None) -> str:
    """Return the path of the site's list of this type; the front page's where it has none."""
    for page in pages_below_home(site, request) if site else ():
        if page.live and page.specific_class is listing:
            return page.get_url(request, current_site=site) or "/"
    return "/"
