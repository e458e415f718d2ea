"""Content pages in the API: what the front page and the pages below it say."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import Field
from wagtail.models import Page, PageQuerySet, Site

from authorities.scope import known_authorities, public_authority, with_authority
from challenges.facts.addresses import instant, page_address
from challenges.facts.base import Facts
from challenges.models.querysets import readable
from challenges.open_data.api.paging import PER_PAGE, Number, Paged, Size, page_of
from home.models import ContentPage, HomePage
from home.sharing import about, headline
from search.page_text import rest_of

router = Router()


class ContentFacts(Facts):
    """A page of text."""

    id: UUID = Field(description="Stays, whatever the page is called and wherever it moves.")
    title: str = Field(description="What it is called.")
    url: str = Field(description="The page for people.")
    summary: str = Field(description="What it is about; may be empty.")
    text: str = Field(description="What it says, without markup.")
    published_at: datetime | None = Field(description="When everybody could first read it.")
    changed_at: datetime | None = Field(description="When it was last published.")


@router.get("", response=Paged[ContentFacts], url_name="pages", summary="List pages of text")
def list_pages(request: HttpRequest, page: Number = 1, per_page: Size = PER_PAGE):
    """Return the front page and the authority's pages of text, in the order of the tree."""
    site = public_authority(request)
    return page_of(
        request, _pages(site).order_by("path"), page, per_page, lambda found: _facts(found, site)
    )


@router.get("/{uuid:key}", response=ContentFacts, url_name="page", summary="Read one page of text")
def read_page(request: HttpRequest, key: UUID):
    """Return what one page says."""
    site = public_authority(request)
    found = _pages(site).filter(translation_key=key).first()
    if found is None:
        raise Http404
    return _facts([found], site)[0]


def _pages(site: Site) -> PageQuerySet:
    own = Page.objects.descendant_of(site.root_page, inclusive=True).type(HomePage, ContentPage)
    return readable(own).specific()


def _facts(pages, site: Site) -> list[ContentFacts]:
    known = known_authorities(site)
    return [
        ContentFacts(
            id=page.translation_key,
            title=headline(page),
            url=page_address(page.path, page.url_path, known),
            summary=about(page),
            text=rest_of(page),
            published_at=instant(page.first_published_at, page.authority.zone),
            changed_at=instant(page.last_published_at, page.authority.zone),
        )
        for page in with_authority(pages, site)
    ]
