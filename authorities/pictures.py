"""Pictures in the sizes in which they are shown, where their files are there."""

import structlog
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError

log = structlog.get_logger(__name__)


def renditions_of(
    image: AbstractImage | None, *specs: Filter | str
) -> dict[str, AbstractRendition] | None:
    """Return the image in each form that was asked for, by its spec.

    Without an image, or where its file is lost, there is none, and the page does without.
    """
    if image is None:
        return None
    try:
        return image.get_renditions(*specs)
    except SourceImageIOError:
        log.warning("picture_file_missing", image=image.pk)
        return None
