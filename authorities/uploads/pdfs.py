"""PDFs: where they begin and end, and nothing in them that runs or needs a password."""

import json
import re
import zlib
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from authorities.uploads.archives import damaged, has_password, unpacks_too_large
from authorities.uploads.limited_process import ProcessFailed, run_limited
from authorities.uploads.names import ending_of
from authorities.uploads.parts import PROGRAM_FILE, has_archive, reaches_out
from authorities.uploads.signatures import (
    HEAD,
    MARKUP,
    begins_otherwise,
    has_program,
    refuse_hidden,
    two_things,
)

BEGINNING = b"%PDF-"
# Readers look for the end within so many last bytes, and some writers pad behind it.
TAIL = 2048
MOST_INFLATED = 64 * 1024 * 1024
# What goes along with invoices and tables; anything else is sent as a file of its own.
ATTACHED = frozenset([".xml", ".csv", ".txt", ".pdf", ".json", ".png", ".jpg", ".jpeg"])

_GAP = rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*[\r\n])*"
SCRIPT = re.compile(
    rb"/S" + _GAP + rb"/JavaScript(?![A-Za-z])"
    rb"|/JavaScript" + _GAP + rb"(?:<<|\d{1,9}\s+\d{1,5}\s+R)"
)
RUNS = re.compile(rb"/S" + _GAP + rb"/Launch(?![A-Za-z])|/Subtype" + _GAP + rb"/RichMedia")
# Encrypted streams cannot be searched, and attached files lie in streams of their own.
UNSEEN = re.compile(rb"/Encrypt(?![A-Za-z])|/EmbeddedFile")
HEX_IN_NAME = re.compile(rb"#([46][1-9A-Fa-f]|[57][0-9Aa]|3[0-9])")
STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
STREAM_BEGINS = re.compile(rb"stream\r?\n")
# A stream's dictionary stands before it; those that hold objects have short ones.
DICTIONARY = 1024


def read_pdf(content: bytes) -> None:
    """Raise `ValidationError` for a PDF that is damaged, locked, runs something, or hides more.

    Up to 1024 bytes may stand before its beginning, as readers take it (ISO 32000-1, annex H).
    """
    _check_frame(content)
    is_open_book = True
    for text in _texts(content):
        if SCRIPT.search(text):
            raise has_script()
        if RUNS.search(text):
            raise reaches_out()
        is_open_book = is_open_book and not UNSEEN.search(text)
    if not is_open_book:
        _look_into(content)


def has_script() -> ValidationError:
    """Return the refusal of a PDF with scripts."""
    return ValidationError(
        _("There is a script in this PDF. Print or export it as a new PDF, and choose that one."),
        code="script",
    )


def _check_frame(content: bytes) -> None:
    """Raise `ValidationError` unless it begins and ends as a PDF, with nothing else around."""
    start = content.find(BEGINNING, 0, HEAD + len(BEGINNING))
    end = content.rfind(b"%%EOF")
    has_objects = b" obj" in content and (b"trailer" in content or b"/XRef" in content)
    if start < 0 or end < start or not has_objects:
        raise damaged()
    behind = content[end + 5 :]
    if begins_otherwise(content[:start]) or begins_otherwise(behind):
        raise two_things()
    if len(behind.strip(b"\0\t\r\n \x1a")) > TAIL:
        raise two_things()
    refuse_hidden(content, is_pdf=True, has_markup=True)
    if MARKUP.search(STREAM.sub(b"", content)):
        raise two_things()


def _texts(content: bytes) -> Iterator[bytes]:
    """Yield everything in which names of objects can stand, with their letters in clear."""
    yield _plain(content)
    left = MOST_INFLATED
    for begins in STREAM_BEGINS.finditer(content):
        before = content[max(0, begins.start() - DICTIONARY) : begins.start()]
        if b"/ObjStm" not in _plain(before[before.rfind(b"endobj") + 1 :]):
            continue
        inflate = zlib.decompressobj()
        try:
            text = inflate.decompress(content[begins.end() :], left)
        except zlib.error:
            continue
        left -= len(text)
        if left <= 0:
            raise unpacks_too_large()
        yield _plain(text)


def _plain(text: bytes) -> bytes:
    """Return the text with names as they are read: `/J#61vaScript` is `/JavaScript`."""
    return HEX_IN_NAME.sub(lambda found: bytes([int(found[1], 16)]), text)


def _look_into(content: bytes) -> None:
    """Ask a process of its own about what is encrypted or attached; raise `ValidationError`."""
    try:
        found = json.loads(run_limited("authorities.uploads.pdf_process", content=content))
    except (ProcessFailed, ValueError) as failed:
        raise damaged() from failed
    if not found["opens"]:
        raise has_password() if found["asks_for_password"] else damaged()
    if found["scripts"]:
        raise has_script()
    endings = {ending_of(name) for name in found["attachments"]}
    if any(PROGRAM_FILE.search(ending) for ending in endings):
        raise has_program()
    if found["has_more"] or endings - ATTACHED:
        raise has_archive()
