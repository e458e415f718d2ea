"""What may be uploaded, and what is said of the rest. A type is read from the content."""

import re
from dataclasses import dataclass
from pathlib import PurePath

# Brings libmagic to machines that lack it; must be imported before `magic`.
import pylibmagic  # noqa: F401

# isort: split
import magic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

LONGEST_NAME = 120


@dataclass(frozen=True)
class FileType:
    """A type that we take: its media type, its ending, and what the content may read as."""

    media_type: str
    suffix: str
    detected_as: frozenset[str]


_OFFICE = "application/vnd.openxmlformats-officedocument"
FILE_TYPES = (
    FileType("application/pdf", ".pdf", frozenset({"application/pdf"})),
    FileType(
        f"{_OFFICE}.wordprocessingml.document",
        ".docx",
        frozenset({f"{_OFFICE}.wordprocessingml.document"}),
    ),
    FileType(
        f"{_OFFICE}.spreadsheetml.sheet", ".xlsx", frozenset({f"{_OFFICE}.spreadsheetml.sheet"})
    ),
    FileType(
        "application/vnd.oasis.opendocument.text",
        ".odt",
        frozenset({"application/vnd.oasis.opendocument.text"}),
    ),
    FileType("image/png", ".png", frozenset({"image/png"})),
    FileType("image/jpeg", ".jpg", frozenset({"image/jpeg"})),
)
ACCEPTED_SUFFIXES = (*(kind.suffix for kind in FILE_TYPES), ".jpeg")


def file_type(upload: UploadedFile) -> FileType | None:
    """Return the type that the content and the name's ending agree on, or `None`."""
    upload.seek(0)
    detected = magic.from_buffer(upload.read(64 * 1024), mime=True)
    upload.seek(0)
    suffix = PurePath(upload.name or "").suffix.lower().replace(".jpeg", ".jpg")
    return next(
        (kind for kind in FILE_TYPES if detected in kind.detected_as and kind.suffix == suffix),
        None,
    )


def safe_name(name: str) -> str:
    """Return the last part of the name, without what a file system or a header could trip over."""
    path = PurePath(name.replace("\\", "/"))
    stem = re.sub(r"[^\w-]+", "_", path.stem).strip("_")
    suffix = re.sub(r"[^\w]+", "", path.suffix).lower()
    return f"{(stem or 'file')[: LONGEST_NAME - 10]}.{suffix[:9] or 'bin'}"


def validate_upload(upload: UploadedFile) -> None:
    """Raise `ValidationError` unless the file is small enough, not empty, and of a type we take."""
    if not upload.size:
        raise ValidationError(_("The file is empty. Choose another file."))
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(limit)s. Make it smaller, or choose another file."),
            params={"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)},
        )
    if file_type(upload) is None:
        raise ValidationError(
            _(
                "Choose a PDF, Word, Excel, OpenDocument text, PNG or JPEG file. "
                "What is in this file is none of these."
            )
        )
