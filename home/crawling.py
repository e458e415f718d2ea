"""What the programs of search engines are told: which pages there are, and where not to look."""

from datetime import datetime

from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, PageQuerySet

from authorities.scope import public_authority
from challenges.models import ChallengeListingPage, SuccessStoryListingPage

# For staff, for one person, or made for what somebody typed.
CLOSED = ["/account/", "/admin/", "/applications/", "/assessing/", "/search/"]
FILTERED = (ChallengeListingPage, SuccessStoryListingPage)
SECTION = "pages"


class PublicPages(Sitemap):
    """The authority's published pages that anybody can read, at most 50,000 in a file.

    Addresses and days stand in the table that all pages share: however many, it is one query.
    """

    def items(self) -> PageQuerySet:
        """Return the pages in the order of the tree."""
        root = self.get_wagtail_site().root_page
        pages = Page.objects.descendant_of(root, inclusive=True).live().public().order_by("path")
        return pages.only("path", "url_path", "last_published_at", "latest_revision_created_at")

    def get_latest_lastmod(self) -> datetime | None:
        """Return when any of them was last published, without reading them."""
        return self.items().order_by().aggregate(latest=Max("last_published_at"))["latest"]


def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Answer the sitemap of the authority at this address; beyond 50,000 pages, its parts."""
    public_authority(request)
    pages = PublicPages(request)
    if pages.paginator.num_pages > 1:
        return sitemap_views.index(request, {SECTION: pages}, sitemap_url_name="sitemap_part")
    return sitemap_views.sitemap(request, {SECTION: pages})


def sitemap_part(request: HttpRequest, section: str) -> HttpResponseBase:
    """Answer the part of the sitemap that `p` names, the first if it names none."""
    public_authority(request)
    return sitemap_views.sitemap(request, {SECTION: PublicPages(request)}, section)


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Answer where programs need not look, and where the sitemap is.

    The longest rule that fits an address decides, and `*` stands for anything (RFC 9309, 2.2.2).
    So a listing's further pages are open, and what its filters make is closed.
    """
    site = public_authority(request)
    rules = [f"Disallow: {path}" for path in CLOSED]
    for listing in Page.objects.child_of(site.root_page).live().type(*FILTERED):
        path = listing.get_url(request, current_site=site)
        rules += [f"Disallow: {path}?", f"Allow: {path}?page=", f"Disallow: {path}?page=*&"]
    lines = ["User-agent: *", *rules, "", f"Sitemap: {site.root_url}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
