"""The worker's part for editors' files: scan what waits, and take back what is harmful."""

from datetime import datetime

from django.core.files.storage import storages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from authorities.library.mails import queue_harmful_file
from authorities.models import LibraryFile, ScanState
from authorities.uploads import scanner
from authorities.uploads.scanning import scan_waiting


def scan_library(now: datetime) -> int:
    """Scan documents and pictures that wait, also those from before a scanner was set.

    Returns how many have an answer now.
    """
    if not scanner.is_set():
        return 0
    _note_new()
    return scan_waiting(
        LibraryFile.objects.filter(scan_state=ScanState.UNSCANNED).order_by("pk"),
        lambda row: storages["default"].open_unasked(row.name),  # type: ignore[attr-defined]
        take_back,
        job="scan_library",
        now=now,
    )


def take_back(row: LibraryFile) -> None:
    """Delete what was drawn from a harmful picture, and tell who uploaded the file.

    The file itself stays where it is, for who looks into it on the server; nobody opens it.
    """
    for model in (get_document_model(), get_image_model()):
        for owned in model.objects.filter(file=row.name).select_related("uploaded_by_user"):
            if model is get_image_model():
                owned.renditions.all().delete()
            if owned.uploaded_by_user:
                queue_harmful_file(row, owned, to=owned.uploaded_by_user)


def _note_new() -> None:
    """Write a row for each file that has none yet."""
    noted = LibraryFile.objects.values("name")
    for model in (get_document_model(), get_image_model()):
        names = (
            model.objects.exclude(file__in=noted).exclude(file="").values_list("file", flat=True)
        )
        LibraryFile.objects.bulk_create(
            [LibraryFile(name=name) for name in set(names)], ignore_conflicts=True
        )
