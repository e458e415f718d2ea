"""What lies inside an office document: no macro, program, package or archive."""

import re
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from authorities.uploads.archives import Archive, damaged, has_password, open_archive
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
    rb"DDEAUTO|<(?:\w+:)?instrText[^>]*>\s*DDE\b|<(?:\w+:)?ddeLink\b|vnd\.sun\.star\.script:"
    rb"|<!ENTITY|<!DOCTYPE[^>]*\[",
    re.IGNORECASE,
)
RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
# A template, a frame or an object that is fetched from elsewhere can bring macros along.
FETCHED = re.compile(
    rb"/(?:attachedTemplate|oleObject|frame|subDocument|aFChunk|control)[\"']", re.IGNORECASE
)
ELSEWHERE = re.compile(rb"Target\s*=\s*[\"']\s*(?:mhtml|https?|ftp|\\\\|//|file://[^/])", re.I)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PACKED = (b"PK\3\4", b"PK\5\6", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
# What is read whole, of parts that are markup; the rest is looked at by its beginning.
MOST_OLE = 64 * 1024 * 1024
KEPT = 64


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
        content = archive.read(info, MOST_OLE) if whole else b""
        head = content or _look_through(archive, info, name)
        if head.startswith(b"PK\x03\x04") and whole and not is_within:
            _check_within(archive, content)
        elif head.startswith(b"\x1f\x8b") and PACKED_DRAWING.search(name):
            _check_drawing(head)
        elif head.startswith(OLE):
            check_ole(archive.read(info, MOST_OLE))
        elif not name.startswith("Thumbnails/") or not is_open_document:
            _check_beginning(head)


def check_ole(content: bytes) -> None:
    """Raise `ValidationError` for a package, a macro or a password in an older kind of document."""
    if _holds(content, "_VBA_PROJECT"):
        raise has_macros()
    if _holds(content, "EncryptedPackage"):
        raise has_password()
    # Whatever was dragged into the document lies in it as it was.
    if _holds(content, "Ole10Native"):
        raise has_program()


def _holds(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in content


def _look_through(archive: Archive, info, name: str) -> bytes:
    """Return the entry's beginning; raise `ValidationError` for markup that starts something."""
    is_markup = name.lower().endswith((".xml", ".rels", ".vml"))
    is_page = name.lower().endswith((".htm", ".html", ".mht", ".svg", ".xhtml"))
    head, before = b"", b""
    for piece in archive.pieces(info):
        head = head or piece[: max(KEPT, 512)]
        # What a piece's end cuts in two is found with the next one.
        text = before + piece
        if is_markup and (RUNS.search(text) or _fetches(text)):
            raise reaches_out()
        if is_page and MARKUP.search(text):
            raise reaches_out()
        before = piece[-2048:]
    if is_markup and head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # UTF-16 is allowed and nobody writes it: it would hide what is looked for.
        raise damaged()
    return head


def _fetches(text: bytes) -> bool:
    return any(
        FETCHED.search(found) and ELSEWHERE.search(found) for found in RELATIONSHIP.findall(text)
    )


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
        start = zlib.decompressobj(31).decompress(head, KEPT)
    except zlib.error as bad:
        raise damaged() from bad
    if not start.startswith(DRAWINGS) or begins_otherwise(start):
        raise has_archive()
