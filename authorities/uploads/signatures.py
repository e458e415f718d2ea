"""What may hide in, before or behind a file that is something else as well."""

import re
import struct

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HEAD = 1024
# A reader of archives looks for the end of one within so many last bytes.
ZIP_TAIL = 65_557

# Only what a browser would run or show: other tags stand in many a harmless file.
MARKUP = re.compile(
    rb"<(?:script|html|iframe|svg|body|!doctype\s+html|\?php)(?:[\s>/]|$)", re.IGNORECASE
)
ARCHIVES = re.compile(rb"Rar!\x1a\x07[\x00\x01]|7z\xbc\xaf\x27\x1c\x00")
PROGRAMS = re.compile(
    rb"This program (?:cannot|must) be run|MZ\x90\x00\x03\x00\x00\x00"
    rb"|\x7fELF[\x01\x02][\x01\x02]\x01|[\xce\xcf]\xfa\xed\xfe[\x07\x0c]\x00\x00"
)
WINDOWS_HEADER = re.compile(rb"MZ(?=.{58}(.[\x00-\x0f]\x00\x00))", re.DOTALL)
# How a file begins that is run, unpacked or opened by something else.
OTHER_BEGINNINGS = (
    b"%PDF-",
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ",
    b"MSCF",
    b"GIF8",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\xca\xfe\xba\xbe",
)


def two_things() -> ValidationError:
    """Return the refusal of a file that is two things at once."""
    return ValidationError(
        _(
            "This file is two things at once: something else is hidden in it. "
            "Open it, save or export it as a new file, and choose that one."
        ),
        code="two_things",
    )


def has_program() -> ValidationError:
    """Return the refusal of a file in which a program lies."""
    return ValidationError(
        _(
            "There is a program in this file. Take it out, save the file again, "
            "then choose it again."
        ),
        code="program",
    )


def refuse_hidden(content: bytes, *, is_pdf: bool = False, has_markup: bool = False) -> None:
    """Raise `ValidationError` for what hides in a file: an archive, a program, a page, a PDF.

    `has_markup` says that markup is looked for elsewhere; a PDF may hold a PDF's beginning.
    """
    if PROGRAMS.search(content) or _has_windows_program(content):
        raise has_program()
    if (
        ARCHIVES.search(content)
        or is_zip_behind(content)
        or (not has_markup and MARKUP.search(content))
        or (not is_pdf and b"%PDF-" in content[: HEAD + 5])
        or (not has_markup and b"%PDF-1." in content)
    ):
        raise two_things()


def is_zip_behind(content: bytes) -> bool:
    """Return whether a reader of archives would find one at the end of what is something else."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - ZIP_TAIL))
    if at < 0 or len(content) < at + 22:
        return False
    size, _offset = struct.unpack("<II", content[at + 12 : at + 20])
    return content[max(0, at - size) :].startswith(b"PK\x01\x02") or size == 0


def begins_otherwise(content: bytes) -> bool:
    """Return whether what stands before or behind a file begins like one of another kind."""
    start = content.lstrip(b"\0\t\r\n \xef\xbb\xbf")
    return start.startswith(OTHER_BEGINNINGS) or bool(MARKUP.search(content))


def _has_windows_program(content: bytes) -> bool:
    """Return whether a header of Windows' programs stands anywhere, by where it points to."""
    for found in WINDOWS_HEADER.finditer(content):
        (to,) = struct.unpack("<I", found[1])
        if content[found.start() + to : found.start() + to + 4] == b"PE\0\0":
            return True
    return False
