"""Pictures in the sizes in which they are shown, where their files are there."""

from collections.abc import Iterable

import structlog
from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError

log = structlog.get_logger(__name__)


def show_together(images: Iterable[AbstractImage]) -> None:
    """Let the renditions of all be fetched in one query, when the first is needed."""
    together = list(images)
    for image in together:
        image.shown_with = together


def renditions_of(
    image: AbstractImage | None, *specs: Filter | str
) -> dict[str, AbstractRendition] | None:
    """Return the image in each form that was asked for, by its spec.

    Without an image, or where its file is lost, there is none, and the page does without.
    """
    if image is None:
        return None
    if together := getattr(image, "shown_with", None):
        prefetch_related_objects(together, "renditions")
    try:
        return image.get_renditions(*specs)
    except SourceImageIOError:
        log.warning("picture_file_missing", image=image.pk)
        return None
