"""Looking into a file without downloading it, where that is safe: as pictures of our own."""

from django.db.models.fields.files import FieldFile

from authorities.uploads.limited_process import ProcessFailed, run_limited

PICTURES = frozenset({"image/png", "image/jpeg"})
PDF = "application/pdf"
MOST_PAGES = 10


class NoPreview(Exception):
    """The file cannot be shown; it can still be downloaded."""


def has_preview(content_type: str) -> bool:
    """Return whether files of this type are shown at all."""
    return content_type in PICTURES or content_type == PDF


def count_pages(file: FieldFile, content_type: str) -> int:
    """Return how many pages are shown, at most ten; raise `NoPreview` for what is unreadable."""
    if content_type in PICTURES:
        return 1
    if content_type != PDF:
        raise NoPreview(content_type)
    return min(MOST_PAGES, int(_render(file, "pdf")))


def picture_of(file: FieldFile, content_type: str, number: int) -> bytes:
    """Return a PNG of the picture, or of the page of this number; raise `NoPreview` else."""
    if content_type in PICTURES and number == 1:
        return _render(file, "picture")
    if content_type == PDF and 1 <= number <= MOST_PAGES:
        return _render(file, "pdf", str(number))
    raise NoPreview(content_type)


def _render(file: FieldFile, *arguments: str) -> bytes:
    """Return what the drawing program answers."""
    try:
        with file.open("rb") as opened:
            content = opened.read()
        return run_limited("applications.files.preview_process", *arguments, content=content)
    except (OSError, ProcessFailed) as error:
        raise NoPreview(arguments[0]) from error
