"""Files that wait for the virus scanner, and what becomes of those in which it finds something."""

from datetime import datetime

from applications.history.chain import record_for
from applications.models import Application, ApplicationFile, Event, Note
from applications.submission.mails import (
    queue_harmful_file,
    queue_harmful_file_for_moderators,
    queue_harmful_note_file,
)
from authorities.models import ScanState
from authorities.uploads.scanning import scan_waiting


def scan_files(now: datetime) -> int:
    """Scan the files of applicants and of staff's notes that wait.

    Returns how many have an answer now.
    """
    files = ApplicationFile.objects.filter(scan_state=ScanState.UNSCANNED)
    notes = Note.objects.filter(scan_state=ScanState.UNSCANNED).exclude(file="")
    return scan_waiting(
        files.select_related("draft__application__page", "draft__page", "draft__authority"),
        lambda file: file.file.open("rb"),
        _tell_of,
        job="scan_files",
        now=now,
    ) + scan_waiting(
        notes.select_related("application__authority", "author"),
        lambda note: note.file.open("rb"),
        queue_harmful_note_file,
        job="scan_note_files",
        now=now,
    )


def _tell_of(file: ApplicationFile) -> None:
    """Write a finding into the record, and tell the applicant and, once it is sent, staff."""
    page = file.draft.page.specific
    queue_harmful_file(file, page=page)
    application: Application | None = getattr(file.draft, "application", None)
    if application and file.was_sent:
        record_for(Event.FILE_HARMFUL, application, at=file.scanned_at, file=file.pk)
        queue_harmful_file_for_moderators(file, application, page=page)
