"""All that a panel needs in one ZIP: each application as PDF, its files, and the sent scores."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import IO

from applications.models import Application, ApplicationFile, TakesApplications
from applications.models.application import ApplicationQuerySet
from applications.models.status import Status
from applications.record.application_pdf import as_pdf
from applications.record.exports import AT_ONCE, score_rows
from authorities.http.table_cells import csv_lines
from authorities.models import AuthoritySettings

LEFT_OUT = (Status.WITHDRAWN, Status.INELIGIBLE)


def packed(page: TakesApplications) -> ApplicationQuerySet:
    """Return the applications that a panel reads."""
    sent = Application.objects.filter(page_id=page.pk, emptied_at=None)
    return sent.exclude(status__in=LEFT_OUT).order_by("reference")


def panel_pack(page: TakesApplications, settings: AuthoritySettings) -> IO[bytes]:
    """Return the ZIP, open at its beginning; it lies on the disk, not in memory.

    Of a blind page it names nobody: a file comes along only where a moderator has seen that it
    does not either. In the place of a file that nobody may open stands a text that says so.
    """
    made: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        found = packed(page).select_related("authority", "page").prefetch_related("files")
        for application in found.iterator(chunk_size=AT_ONCE):
            files = _files(application, is_blind=page.is_blind)
            write_application(pack, application, page, files)
        with pack.open("scores.csv", "w") as table:
            for line in csv_lines(score_rows(page, settings, for_assessors=True)):
                table.write(line.encode())
    made.seek(0)
    return made


def write_application(
    pack: zipfile.ZipFile,
    application: Application,
    page: TakesApplications,
    files: Iterable[tuple[str, ApplicationFile]],
) -> None:
    """Write an application's paper, and its files under these names, into a folder of its own."""
    folder = application.reference
    pack.writestr(f"{folder}/{folder}.pdf", as_pdf(application, page, for_assessors=True))
    for name, file in files:
        if not file.is_readable:
            pack.writestr(f"{folder}/{name}.txt", file.get_scan_state_display())
            continue
        with file.file.open("rb") as stored, pack.open(f"{folder}/{name}", "w") as target:
            shutil.copyfileobj(stored, target)


def _files(application: Application, *, is_blind: bool) -> Iterator[tuple[str, ApplicationFile]]:
    for number, file in enumerate(application.files.all(), start=1):
        if not is_blind:
            yield f"{number}-{PurePosixPath(file.name).name}", file
        elif file.is_anonymous:
            yield f"file-{number}{PurePosixPath(str(file.file.name)).suffix}", file
