"""Handing out private files."""

from django.http import FileResponse

from applications.models import ApplicationFile


def as_attachment(file: ApplicationFile) -> FileResponse:
    """Return the file as a download that no browser shows or keeps.

    The caller has asked already whether this person may have it.
    """
    response = FileResponse(
        file.file.open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
