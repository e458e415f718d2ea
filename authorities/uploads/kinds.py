"""The kinds of file that somebody can be allowed to send."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Kind:
    """A kind of file: what people call it, its media type, and the endings that it goes by."""

    label: "_StrPromise"
    media_type: str
    endings: tuple[str, ...]


_OOXML = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

PDF = Kind(_("a PDF"), "application/pdf", (".pdf",))
DOCX = Kind(_("a Word document"), f"{_OOXML}.wordprocessingml.document", (".docx",))
XLSX = Kind(_("an Excel workbook"), f"{_OOXML}.spreadsheetml.sheet", (".xlsx",))
ODT = Kind(_("an OpenDocument text"), f"{_OPEN}.text", (".odt",))
ODS = Kind(_("an OpenDocument spreadsheet"), f"{_OPEN}.spreadsheet", (".ods",))
PNG = Kind(_("a PNG picture"), "image/png", (".png",))
JPEG = Kind(_("a JPEG picture"), "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"))
GIF = Kind(_("a GIF picture"), "image/gif", (".gif",))
WEBP = Kind(_("a WebP picture"), "image/webp", (".webp",))
AVIF = Kind(_("an AVIF picture"), "image/avif", (".avif",))
TXT = Kind(_("a plain text"), "text/plain", (".txt",))
CSV = Kind(_("a CSV table"), "text/csv", (".csv",))
KINDS = (PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, GIF, WEBP, AVIF, TXT, CSV)


def kinds_of(endings: Iterable[str]) -> tuple[Kind, ...]:
    """Return the kinds that go by one of these endings, given without a dot."""
    wanted = {f".{ending.lower()}" for ending in endings}
    return tuple(kind for kind in KINDS if wanted & set(kind.endings))
