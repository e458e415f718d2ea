"""Pictures in modern formats, sized for where they stand."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage, Filter, Picture

from authorities.pictures import renditions_of
from challenges.models.illustrated import Illustrated

CARD_SPECS = Filter.expand_spec(["fill-{400x225,800x450}", "format-{webp,jpeg}"])
PAGE_SPECS = Filter.expand_spec(["fill-{640x360,1280x720}", "format-{webp,jpeg}"])


def load_renditions(*groups: Iterable[Illustrated]) -> None:
    """Fetch the renditions of all the pages' pictures in one query; none if that was done."""
    pictures = [page.picture for group in groups for page in group if page.picture]
    prefetch_related_objects(pictures, "renditions")


def card_picture(image: AbstractImage | None) -> Picture | None:
    """Return a card's picture: decorative, because the card says the same in words."""
    made = renditions_of(image, *CARD_SPECS)
    attrs = {
        "alt": "",
        "sizes": "(min-width: 60rem) 34rem, 100vw",
        "loading": "lazy",
        "decoding": "async",
    }
    return Picture(made, attrs) if made else None


def page_picture(image: AbstractImage | None, alt: str) -> Picture | None:
    """Return the picture at the top of a page."""
    made = renditions_of(image, *PAGE_SPECS)
    attrs = {"alt": alt, "sizes": "(min-width: 60rem) 40rem, 100vw", "decoding": "async"}
    return Picture(made, attrs) if made else None
