"""Pictures in modern formats, sized for where they stand."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage, Filter, Picture

from authorities.caching.fragments import remember
from authorities.pictures import renditions_of, show_together
from challenges.models.illustrated import Illustrated

CARD_SPECS = Filter.expand_spec(["fill-{400x225,800x450}", "format-{webp,jpeg}"])
PAGE_SPECS = Filter.expand_spec(["fill-{640x360,1280x720}", "format-{webp,jpeg}"])


def load_renditions(*groups: Iterable[Illustrated]) -> None:
    """Let the renditions of all the pages' pictures be fetched in one query, if any is needed."""
    show_together(page.picture for group in groups for page in group if page.picture)


def card_picture(image: AbstractImage | None) -> SafeString:
    """Return a card's picture: decorative, because the card says the same in words."""
    attrs = {"alt": "", "sizes": "(min-width: 60rem) 34rem, 100vw", "loading": "lazy"}
    return _tag(image, CARD_SPECS, attrs)


def page_picture(image: AbstractImage | None, alt: str) -> SafeString:
    """Return the picture at the top of a page."""
    return _tag(image, PAGE_SPECS, {"alt": alt, "sizes": "(min-width: 60rem) 40rem, 100vw"})


def _tag(image: AbstractImage | None, specs: list[str], attrs: dict[str, str]) -> SafeString:
    """Return the picture as HTML, nothing where there is none."""
    if image is None:
        return SafeString()

    def make() -> SafeString:
        made = renditions_of(image, *specs)
        # Wagtail has escaped what the tag is made of.
        return SafeString(Picture(made, attrs | {"decoding": "async"}) if made else "")

    return remember(("picture", image.pk, *specs, *attrs.values()), make)
