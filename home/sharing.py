"""What a public page says of itself: to search engines, and where somebody shares its address."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import get_language, to_locale
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from authorities.caching.fragments import remember
from authorities.models import AuthoritySettings
from authorities.pictures import renditions_of
from challenges.models import ChallengePage, SuccessStoryPage
from challenges.models.illustrated import Illustrated
from challenges.models.listing import Listing
from challenges.open_data.embeds.cards import CARD_SIZE, card_address

# The shape that networks ask for. JPEG, because not all of them read newer formats.
CARD_SPEC = "fill-1200x630|format-jpeg"
LONGEST_DESCRIPTION = 300


@dataclass(frozen=True)
class SharedPicture:
    """The picture of a sharing card; `alt` is empty for a decorative one."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Shared:
    """The inputs of `components/meta.html`. `url` is whole; empty for a page never saved."""

    url: str
    title: str
    description: str
    kind: str
    site_name: str
    locale: str
    robots: str
    picture: SharedPicture | None


def headline(page: Page) -> str:
    """Return what a page is called in a list of results: the editor's word for it, else its own."""
    own = getattr(page, "question", "") or getattr(page, "strapline", "")
    return page.seo_title or own or page.title


def about(page: Page) -> str:
    """Return what a page is about in a sentence or two, without markup; may be empty."""
    said = page.search_description or getattr(page, "summary", "")
    if not said and (introduction := getattr(page, "introduction", "")):
        said = get_text_for_indexing(introduction)
    return Truncator(" ".join(said.split())).chars(LONGEST_DESCRIPTION)


def shared(
    page: Page, request: HttpRequest, authority: AuthoritySettings, *, number: int = 1
) -> Shared:
    """Return how the page reads elsewhere; `number` is which page of a listing it is."""
    return Shared(
        url=_canonical(page, request, number),
        title=headline(page),
        description=about(page),
        kind="article" if isinstance(page, SuccessStoryPage) else "website",
        site_name=authority.name,
        locale=to_locale(get_language() or ""),
        robots=_robots(page, request, authority),
        picture=_picture(page, authority),
    )


def _canonical(page: Page, request: HttpRequest, number: int) -> str:
    """Return the page's address at its own authority, without what was asked.

    A further page of a whole list is a page of its own.
    """
    url = page.get_full_url(request) or ""
    is_further = isinstance(page, Listing) and number > 1 and not _is_filtered(page, request)
    return f"{url}?page={number}" if url and is_further else url


def _robots(page: Page, request: HttpRequest, authority: AuthoritySettings) -> str:
    """Return what engines are asked: not to show examples as if they were real, nor filters."""
    if authority.is_demonstration or getattr(page, "is_example", False):
        return "noindex"
    return "noindex, follow" if _is_filtered(page, request) else ""


def _is_filtered(page: Page, request: HttpRequest) -> bool:
    """Return whether a listing was asked for anything but one of its pages."""
    asked = any(value for name, value in request.GET.items() if name != "page")
    return isinstance(page, Listing) and asked


def _picture(page: Page, authority: AuthoritySettings) -> SharedPicture | None:
    image = page.picture if isinstance(page, Illustrated) else None
    found = remember(("shared picture", image.pk), lambda: _size(image)) if image else None
    if found is None and isinstance(page, ChallengePage) and page.pk and page.live:
        return SharedPicture(card_address(page, authority), *CARD_SIZE, page.question)
    if found is None:
        return None
    path, width, height = found
    url = urljoin(authority.site.root_url, path)
    return SharedPicture(url, width, height, page.picture_description)


def _size(image: AbstractImage) -> tuple[str, int, int] | None:
    """Return address, width and height in which an image is shared."""
    if found := renditions_of(image, CARD_SPEC):
        return found[CARD_SPEC].url, found[CARD_SPEC].width, found[CARD_SPEC].height
    return None
