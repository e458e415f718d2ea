"""What applicants and staff may send with applications; the rule is every upload's."""

from django.core.files.uploadedfile import UploadedFile

from authorities.uploads.kinds import DOCX, JPEG, ODT, PDF, PNG, XLSX, Kind
from authorities.uploads.scanning import scan_upload
from authorities.uploads.validation import read_upload

TAKEN = (PDF, DOCX, XLSX, ODT, PNG, JPEG)
ACCEPTED_SUFFIXES = tuple(ending for kind in TAKEN for ending in kind.endings)


def file_type(upload: UploadedFile) -> Kind:
    """Return which kind of file this is; raise `ValidationError` for what we do not take."""
    return read_upload(upload, TAKEN)


def validate_upload(upload: UploadedFile) -> None:
    """Raise `ValidationError` for what we do not take, and for what the scanner finds harmful."""
    file_type(upload)
    scan_upload(upload)
