"""PDFs: where they begin and end, and nothing in them that runs or needs a password."""

import json
import re
import zlib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from authorities.uploads.archives import PIECE, damaged, has_password, unpacks_too_large
from authorities.uploads.limited_process import ProcessFailed, run_limited
from authorities.uploads.names import ending_of
from authorities.uploads.parts import PROGRAM_FILE, reaches_out
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
MOST_OBJECT_STREAMS = 2_000
# One page's picture of a metre by a metre, in print quality, is about so large.
MOST_IN_STREAM = 400 * 1024 * 1024
# Nothing packs better, so what is smaller cannot grow beyond that.
BEST_RATIO = 1032
# What goes along with invoices and tables; anything else is sent as a file of its own.
ATTACHED = frozenset([".xml", ".csv", ".txt", ".pdf", ".json", ".png", ".jpg", ".jpeg"])

# Possessive, and comments bounded: a file of nothing but beginnings must not take minutes.
_GAP = rb"(?:[\x00\t\n\f\r ]++|%[^\r\n]{0,64}+[\r\n])*+"
# Names that make an action or an annotation of what they stand in, by the key before them.
BEFORE = {
    b"/JavaScript": re.compile(rb"/S" + _GAP + rb"\Z"),
    b"/Launch": re.compile(rb"/S" + _GAP + rb"\Z"),
    b"/RichMedia": re.compile(rb"/Subtype" + _GAP + rb"\Z"),
}
SCRIPT = re.compile(
    rb"/JavaScript" + _GAP + rb"(?:<<|\d{1,9}\s{1,9}\d{1,5}\s{1,9}R)|/XFA(?![A-Za-z])"
)
RUNS = re.compile(rb"/URI" + _GAP + rb"\(\s{0,9}(?i:javascript|vbscript|file|data):")
ATTACHMENT = re.compile(rb"/EF" + _GAP + rb"(?:<<|\d)")
# A document mentions such a name a few times at most.
MOST_NAMES = 1_000
HAS_PAGES = re.compile(rb"/Kids" + _GAP + rb"(?:\[" + _GAP + rb")?\d")
# A node of the tree of pages, with its number and those of its children.
NODE = re.compile(
    rb"(?<!\d)(\d{1,7})\s{1,9}\d{1,5}\s{1,9}obj\b(?:(?!endobj)[^\[\]]){0,400}?"
    rb"/Kids\s{0,9}\[([^\]]{0,20000})\]"
)
CHILD = re.compile(rb"(\d{1,7})\s{1,9}\d{1,5}\s{1,9}R")
# Encrypted streams cannot be searched.
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
HEX_IN_NAME = re.compile(rb"#([46][1-9A-Fa-f]|[57][0-9Aa]|3[0-9])")
STREAM_BEGINS = re.compile(rb"(?<!end)stream\r?\n")
FLATE = re.compile(rb"/(?:FlateDecode|Fl)(?![A-Za-z])")
# A stream's dictionary stands before it; those that hold objects have short ones.
DICTIONARY = 1024


def read_pdf(content: bytes) -> None:
    """Raise `ValidationError` for a PDF that is damaged, locked, runs something, or hides more.

    Up to 1024 bytes may stand before its beginning, as readers take it (ISO 32000-1, annex H).
    """
    _check_frame(content)
    has_attachment, is_encrypted, has_tree, has_page = False, False, False, False
    for text in _texts(content):
        if SCRIPT.search(text) or _acts(text, b"/JavaScript"):
            raise has_script()
        if RUNS.search(text) or _acts(text, b"/Launch") or _acts(text, b"/RichMedia"):
            raise reaches_out()
        has_attachment = has_attachment or bool(ATTACHMENT.search(text))
        is_encrypted = is_encrypted or bool(ENCRYPTED.search(text))
        has_tree = has_tree or b"/Kids" in text
        has_page = has_page or bool(HAS_PAGES.search(text))
    if (has_tree and not has_page and not is_encrypted) or _holds_itself(content):
        raise damaged()
    if has_attachment or is_encrypted:
        _look_into(content, has_attachment=has_attachment)


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
    outside, at = [], 0
    for begins, ends in _streams(content):
        outside.append(content[at:begins])
        at = ends
    if MARKUP.search(b"".join([*outside, content[at:]])):
        raise two_things()


def _streams(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each stream's content begins and ends."""
    at = 0
    while begins := STREAM_BEGINS.search(content, at):
        ends = content.find(b"endstream", begins.end())
        if ends < 0:
            return
        yield begins.end(), ends
        at = ends


def _texts(content: bytes) -> Iterator[bytes]:
    """Yield everything in which names of objects can stand, with their letters in clear.

    Raises `ValidationError` for a stream that unpacks too large.
    """
    yield _plain(content)
    left, count = MOST_INFLATED, 0
    view = memoryview(content)
    for begins, ends in _streams(content):
        before = content[max(0, begins - DICTIONARY) : begins]
        dictionary = _plain(before[before.rfind(b"endobj") + 1 :])
        if b"/ObjStm" in dictionary:
            text = _inflated(view[begins:ends], left)
            left, count = left - len(text), count + 1
            if left <= 0 or count > MOST_OBJECT_STREAMS:
                raise unpacks_too_large()
            yield _plain(text)
        elif len(FLATE.findall(dictionary)) > 1:
            # Packed twice: only what is to grow without end.
            raise unpacks_too_large()
        elif FLATE.search(dictionary) and (ends - begins) * BEST_RATIO > MOST_IN_STREAM:
            _check_size(view[begins:ends])


def _inflated(packed: memoryview, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _check_size(packed: memoryview) -> None:
    """Raise `ValidationError` where a stream unpacks to more than any page needs."""
    inflate, size, rest = zlib.decompressobj(), 0, bytes(packed)
    try:
        while rest and not inflate.eof:
            size += len(inflate.decompress(rest, PIECE))
            rest = inflate.unconsumed_tail
            if size > MOST_IN_STREAM:
                raise unpacks_too_large()
    except zlib.error:
        return


def _holds_itself(content: bytes) -> bool:
    """Return whether the tree of pages has no end, as far as it stands in clear."""
    tree = {found[1]: CHILD.findall(found[2]) for found in NODE.finditer(content)}
    try:
        TopologicalSorter(tree).prepare()
    except CycleError:
        return True
    return False


def _acts(text: bytes, name: bytes) -> bool:
    """Return whether the name is an action's or an annotation's, not a word among others."""
    at = text.find(name)
    for _count in range(MOST_NAMES):
        if at < 0:
            return False
        if BEFORE[name].search(text, max(0, at - DICTIONARY), at):
            return True
        at = text.find(name, at + 1)
    return True


def _plain(text: bytes) -> bytes:
    """Return the text with names as they are read: `/J#61vaScript` is `/JavaScript`."""
    if b"#" not in text:
        return text
    return HEX_IN_NAME.sub(lambda found: bytes([int(found[1], 16)]), text)


def _look_into(content: bytes, *, has_attachment: bool) -> None:
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
    # What hangs on a page, not on the document, is not listed.
    if found["has_more"] or endings - ATTACHED or (has_attachment and not endings):
        raise ValidationError(
            _(
                "Another file is attached to this PDF. Save it without the attachment, and send "
                "that as a file of its own."
            ),
            code="attachment",
        )
