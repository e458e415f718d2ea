"""The one rule for what is uploaded, by applicants and editors: size, name, content, scanner."""

from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from authorities.uploads.descriptions import content_refusal
from authorities.uploads.kinds import CSV, PDF, TXT, Kind
from authorities.uploads.names import ending_of, safe_name
from authorities.uploads.office import read_office
from authorities.uploads.pdfs import BEGINNING, read_pdf
from authorities.uploads.pictures import check_picture, picture_kind
from authorities.uploads.signatures import HEAD
from authorities.uploads.texts import read_text


def read_upload(upload: UploadedFile, allowed: Collection[Kind]) -> Kind:
    """Return which of the allowed kinds the upload is; raise `ValidationError` for all else.

    The content is read once, however often this is asked.
    """
    known = getattr(upload, "kind_read", None)
    if known is None:
        known = upload.kind_read = _read(upload, allowed)  # type: ignore[attr-defined]
    return known


def check_size(size: int) -> None:
    """Raise `ValidationError` for a file of so many bytes that is empty or too large."""
    if not size:
        raise ValidationError(_("The file is empty. Choose another file."), code="empty")
    if size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(limit)s. Make it smaller, or choose another file."),
            code="too_large",
            params={"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)},
        )


def _read(upload: UploadedFile, allowed: Collection[Kind]) -> Kind:
    check_size(upload.size or 0)
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    name = safe_name(upload.name or "")
    kind = read_kind(content, name)
    if kind not in allowed:
        raise ValidationError(
            _("This is %(kind)s, which is not taken here. %(wanted)s"),
            code="not_taken",
            params={"kind": kind.label, "wanted": wanted(allowed)},
        )
    if ending_of(name) not in kind.endings:
        raise ValidationError(
            _(
                "This is %(kind)s, but its name does not end in %(ending)s. "
                "Save it under a name that does, then choose it again."
            ),
            code="ending",
            params={"kind": kind.label, "ending": kind.endings[0]},
        )
    return kind


def read_kind(content: bytes, name: str) -> Kind:
    """Return which kind the content is, read for what it is; raise `ValidationError` for none.

    The name decides between plain texts alone, and by what name a refusal calls the file.
    """
    if (picture := picture_kind(content)) is not None:
        check_picture(content, picture)
        return picture
    if content.startswith(b"PK\x03\x04"):
        return read_office(content, ending_of(name))
    if BEGINNING in content[: HEAD + len(BEGINNING)]:
        read_pdf(content)
        return PDF
    if ending_of(name) in TXT.endings + CSV.endings:
        return read_text(content, name)
    raise content_refusal(content, ending_of(name))


def wanted(allowed: Collection[Kind]) -> str:
    """Return the sentence that says what to choose instead."""
    return _("Choose one of these: %s.") % ", ".join(
        kind.endings[0].lstrip(".").upper() for kind in allowed
    )
