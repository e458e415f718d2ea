"""Handing out private files."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse


def as_attachment(file: FieldFile, name: str, content_type: str) -> FileResponse:
    """Return the file as a download that no browser shows or keeps.

    The caller has asked already whether this person may have it.
    """
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type=content_type
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
