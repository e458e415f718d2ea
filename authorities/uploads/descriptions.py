"""What a file is that we do not take, in plain words, and what would do instead."""

# Brings libmagic to machines that lack it; must be imported before `magic`.
import pylibmagic  # noqa: F401

# isort: split
from collections.abc import Sequence

import magic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from authorities.uploads.parts import OLE

HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# Streams of older kinds of document, by which one is told from the other.
OLE_STREAMS = (
    ("EncryptedPackage", "password"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0_", "message"),
    ("VisioDocument", "drawing"),
)

SENTENCES = {
    "doc": gettext_lazy("This is an older Word document (.doc). Save it as .docx or PDF."),
    "xls": gettext_lazy("This is an older Excel workbook (.xls). Save it as .xlsx or PDF."),
    "ppt": gettext_lazy("This is an older PowerPoint presentation (.ppt). Save it as a PDF."),
    "password": gettext_lazy(
        "This file is protected by a password, so nobody here could open it. "
        "Save it without the password, then choose it again."
    ),
    "message": gettext_lazy("This is an email message. Save it as a PDF, and choose that one."),
    "heic": gettext_lazy(
        "This is a photo from an iPhone (HEIC). Save it as JPEG, then choose it again."
    ),
    "program": gettext_lazy(
        "This is a program or a script. We cannot take it. Describe it in a PDF instead."
    ),
    "page": gettext_lazy("This is a web page. Print it to a PDF, and choose that one."),
    "svg": gettext_lazy("This is a drawing (SVG). Save it as PNG or PDF, and choose that one."),
    "rtf": gettext_lazy("This is a Rich Text document (RTF). Save it as .docx or PDF."),
    "archive": gettext_lazy("This is an archive of files. Choose the files in it, one by one."),
    "film": gettext_lazy("This is a film or a recording. Say where it can be seen instead."),
    "picture": gettext_lazy("This is not a kind of picture that we take. Save it as JPEG or PNG."),
    "text": gettext_lazy("This is a plain text. Save it as a PDF, and choose that one."),
    "pages": gettext_lazy(
        "This is a Pages document. Export it as PDF or Word, and choose that one."
    ),
    "numbers": gettext_lazy(
        "This is a Numbers spreadsheet. Export it as PDF or Excel, and choose that one."
    ),
    "keynote": gettext_lazy(
        "This is a Keynote presentation. Export it as a PDF, and choose that one."
    ),
    "apple": gettext_lazy(
        "This is a Pages, Numbers or Keynote document. Export it as PDF or Word, and choose that."
    ),
    "book": gettext_lazy("This is an electronic book (EPUB). Save it as a PDF, and choose that."),
    "xps": gettext_lazy("This is an XPS document. Print it to a PDF, and choose that one."),
    "drawing": gettext_lazy("This is a drawing. Save it as PNG or PDF, and choose that one."),
    "shortcut": gettext_lazy(
        "This is a link to a document, not the document. Download that as a PDF, and choose it."
    ),
    "calendar": gettext_lazy("This is a calendar or an address card. Write what it says instead."),
    "broken_pdf": gettext_lazy(
        "This file is named as a PDF, but it is none. Save or print it as a PDF again, and choose "
        "that one."
    ),
    "presentation": gettext_lazy("This is a presentation. Save it as a PDF, and choose that one."),
    "template": gettext_lazy("This is a template. Save it as a document, and choose that one."),
    "office": gettext_lazy(
        "This is an office document of a kind that we do not take. Save it as a PDF."
    ),
    "unknown": gettext_lazy("We cannot tell what this file is. Save it as a PDF, and choose that."),
}
# By what the file is called, where its content is one of a whole family.
BY_ENDING = {
    ".pages": "pages",
    ".numbers": "numbers",
    ".key": "keynote",
    ".keynote": "keynote",
    ".epub": "book",
    ".xps": "xps",
    ".oxps": "xps",
}
# Links that desktops and cloud drives keep in the place of a document.
SHORTCUTS = (
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"[InternetShortcut]",
    b"[Desktop Entry]",
)
SHORTCUT_ENDINGS = (".gdoc", ".gsheet", ".gslides", ".webloc", ".url", ".lnk")
BY_MEDIA_TYPE = (
    ("image/vnd.dwg", "drawing"),
    ("image/vnd.dxf", "drawing"),
    ("image/svg", "svg"),
    ("image/hei", "heic"),
    ("image/", "picture"),
    ("video/", "film"),
    ("audio/", "film"),
    ("text/html", "page"),
    ("application/xhtml", "page"),
    ("text/rtf", "rtf"),
    ("application/rtf", "rtf"),
    ("message/", "message"),
    ("text/x-", "program"),
    ("application/x-dosexec", "program"),
    ("application/vnd.microsoft.portable-executable", "program"),
    ("application/x-executable", "program"),
    ("application/x-pie-executable", "program"),
    ("application/x-sharedlib", "program"),
    ("application/x-mach", "program"),
    ("application/javascript", "program"),
    ("application/java-archive", "program"),
    ("application/zip", "archive"),
    ("application/gzip", "archive"),
    ("application/x-rar", "archive"),
    ("application/x-7z", "archive"),
    ("application/x-tar", "archive"),
    ("application/x-bzip", "archive"),
    ("application/x-xz", "archive"),
    ("application/vnd.rar", "archive"),
    ("application/vnd.ms-cab", "archive"),
    ("text/calendar", "calendar"),
    ("text/vcard", "calendar"),
    ("application/epub", "book"),
    ("text/", "text"),
    ("application/csv", "text"),
    ("application/json", "text"),
)


def content_refusal(content: bytes, ending: str = "") -> ValidationError:
    """Return the refusal of a content that is none of the kinds that can be sent at all.

    `ending` is its name's: it says nothing of what a file is, but how its owner knows it.
    """
    if content.startswith(SHORTCUTS) or (ending in SHORTCUT_ENDINGS and len(content) < 64 * 1024):
        return _refusal("shortcut")
    if content.startswith(OLE):
        names = ((stream.encode("utf-16-le"), name) for stream, name in OLE_STREAMS)
        return _refusal(next((name for stream, name in names if stream in content), "office"))
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return _refusal("heic")
    if content.startswith((b"MZ", b"#!", b"\x7fELF", b"\xca\xfe\xba\xbe")):
        return _refusal("program")
    media_type = magic.from_buffer(content[: 64 * 1024], mime=True)
    found = (name for start, name in BY_MEDIA_TYPE if media_type.startswith(start))
    return _refusal(next(found, "broken_pdf" if ending == ".pdf" else "unknown"))


def archive_refusal(names: Sequence[str], ending: str = "") -> ValidationError:
    """Return the refusal of an archive that is no office document, by the names that it has."""
    if any(name.endswith(".iwa") for name in names) or "Index.zip" in names:
        return _refusal(BY_ENDING.get(ending, "apple"))
    if ending in BY_ENDING:
        return _refusal(BY_ENDING[ending])
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        return _refusal("program")
    return _refusal("archive")


def office_refusal(main: str, ending: str = "") -> ValidationError:
    """Return the refusal of an office document, by its main part or its media type."""
    if "epub" in main:
        return _refusal("book")
    if not main and ending in BY_ENDING:
        return _refusal(BY_ENDING[ending])
    if "template" in main:
        return _refusal("template")
    if "presentation" in main or "slideshow" in main:
        return _refusal("presentation")
    return _refusal("office")


def _refusal(name: str) -> ValidationError:
    return ValidationError(str(SENTENCES[name]), code=name)
