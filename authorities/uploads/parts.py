"""What lies inside an office document: no macro, program, package or archive."""

import re
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from authorities.uploads.archives import Archive, damaged, open_archive
from authorities.uploads.signatures import MARKUP, begins_otherwise, has_program

# Word and Excel keep the table behind a chart as a workbook of its own.
WITHIN = re.compile(r"(?:^|/)embeddings/[^/]+\.(?:xlsx|docx|pptx)$", re.IGNORECASE)
PACKED_DRAWING = re.compile(r"\.(?:emz|wmz)$", re.IGNORECASE)
DRAWINGS = (b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\t\0")
PROGRAM_FILE = re.compile(
    r"\.(?:exe|dll|com|scr|msi|cpl|bat|cmd|ps1|vb[se]|jse?|ws[fh]|hta|lnk|jar|sh|app|py|pif|reg"
    r"|class|apk|iso|chm)$",
    re.IGNORECASE,
)
MACRO_PARTS = re.compile(
    r"vba(?:project|data)[^/]*$|(?:^|/)(?:macrosheets|activex|dialogsheets)/"
    r"|(?:^|/)Basic/.*(?<!script-lb)(?<!dialog-lb)(?<!script-lc)(?<!dialog-lc)\.xml$"
    r"|(?:^|/)Scripts/.*[^/]$",
    re.IGNORECASE,
)
# Field codes, links and events that start something as soon as the document is opened.
RUNS = re.compile(
    rb"DDEAUTO|instrText[^>]{0,200}>\s{0,9}DDE\b|ddeLink[\s>]|vnd\.sun\.star\.script:"
    rb"|<f>=?\w{1,30}\||<!ENTITY|<!DOCTYPE[^>]{0,500}\[",
    re.IGNORECASE,
)
# A template, a frame or an object that is fetched from elsewhere can bring macros along.
FETCHED = ("attachedtemplate", "oleobject", "frame", "subdocument", "afchunk", "control", "package")
ELSEWHERE = re.compile(r"\s*(?:mhtml:|https?:|ftp:|\\\\|//|file://[^/])", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = (b"PK\3\4", b"PK\5\6", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
# A document within is read whole; of the rest so many first bytes are kept.
MOST_WITHIN = 64 * 1024 * 1024
KEPT = 512


def has_macros() -> ValidationError:
    """Return the refusal of a document with macros."""
    return ValidationError(
        _(
            "There are macros in this file. Save it without them, as .docx, .xlsx or PDF, "
            "then choose it again."
        ),
        code="macros",
    )


def has_archive() -> ValidationError:
    """Return the refusal of an archive in a document."""
    return ValidationError(
        _("There is an archive inside this file. Take it out, then choose the file again."),
        code="nested",
    )


def has_object() -> ValidationError:
    """Return the refusal of an object in which anything can lie."""
    return ValidationError(
        _(
            "Another file is embedded in this document as an object. Take it out, or save the "
            "document as a PDF, then choose it again."
        ),
        code="object",
    )


def reaches_out() -> ValidationError:
    """Return the refusal of what fetches or starts something when it is opened."""
    return ValidationError(
        _(
            "This file starts or fetches something when it is opened. Save it as a PDF, "
            "and choose that one."
        ),
        code="reaches_out",
    )


def check_parts(archive: Archive, *, is_open_document: bool, is_within: bool = False) -> None:
    """Read each entry once; raise `ValidationError` for what runs, or for an archive within.

    `is_within` says that the archive is a document in a document: it may hold no further one.
    """
    for name, info in archive.names.items():
        if MACRO_PARTS.search(name):
            raise has_macros()
        if PROGRAM_FILE.search(name):
            raise has_program()
        whole = bool(WITHIN.search(name))
        content = archive.read(info, MOST_WITHIN) if whole else b""
        head = content or _look_through(archive, info, name)
        if head.startswith(b"PK\x03\x04") and whole and not is_within:
            _check_within(archive, content)
        elif head.startswith(b"\x1f\x8b") and PACKED_DRAWING.search(name):
            _check_drawing(head)
        elif head.startswith(OLE):
            raise has_object()
        elif not name.startswith("Thumbnails/") or not is_open_document:
            _check_beginning(head)


def _look_through(archive: Archive, info, name: str) -> bytes:
    """Return the entry's beginning; raise `ValidationError` for markup that starts something."""
    is_markup = name.lower().endswith((".xml", ".rels", ".vml"))
    is_page = name.lower().endswith((".htm", ".html", ".mht", ".svg", ".xhtml"))
    head, before = b"", b""
    for piece in archive.pieces(info):
        head = head or piece[:KEPT]
        # What a piece's end cuts in two is found with the next one.
        text = before + piece
        if is_markup and RUNS.search(text):
            raise reaches_out()
        if is_page and MARKUP.search(text):
            raise reaches_out()
        before = piece[-2048:]
    if is_markup and (b"\0" in head[:4] or head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        # UTF-16 is allowed and nobody writes it: it would hide what is looked for.
        raise damaged()
    if name.lower().endswith(".rels"):
        _check_relationships(archive.read(info))
    return head


def _check_relationships(content: bytes) -> None:
    """Raise `ValidationError` where something that can bring macros is fetched from elsewhere."""
    for element in parsed(content):
        kind = element.get("Type", "").rpartition("/")[2].lower()
        if kind == "vbaproject":
            raise has_macros()
        if kind in FETCHED and ELSEWHERE.match(element.get("Target", "")):
            raise reaches_out()


def parsed(content: bytes) -> Iterator[Element]:
    """Return the elements of one of an archive's lists; raise `ValidationError` for bad XML."""
    try:
        # Old writers of OpenDocument name a DTD, which is not fetched.
        return fromstring(content).iter()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as bad:
        raise damaged() from bad


def _check_beginning(head: bytes) -> None:
    start = head.lstrip()
    if start.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        raise has_program()
    is_archive = start.startswith(PACKED)
    if is_archive or head[257:262] == b"ustar":
        raise has_archive()


def _check_within(archive: Archive, content: bytes) -> None:
    within = open_archive(content, archive.budget)
    if within.find("[Content_Types].xml") is None:
        raise has_archive()
    check_parts(within, is_open_document=False, is_within=True)


def _check_drawing(head: bytes) -> None:
    """Raise `ValidationError` unless what is packed is a drawing of Windows'."""
    try:
        start = zlib.decompressobj(31).decompress(head, 64)
    except zlib.error as bad:
        raise damaged() from bad
    if not start.startswith(DRAWINGS) or begins_otherwise(start):
        raise has_archive()
