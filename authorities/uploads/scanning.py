"""When files are scanned: as they arrive, and those that wait for the scanner by the worker."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

import structlog
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from authorities.batch import by_pk, map_isolated
from authorities.models import Scanned, ScanState
from authorities.uploads import scanner

log = structlog.get_logger(__name__)

# Somebody waits for an answer on arrival; nobody does in the worker.
SECONDS_ON_ARRIVAL = 5.0
SECONDS_IN_WORKER = 60.0

Thing = TypeVar("Thing", bound=Scanned)


def scan_upload(upload: UploadedFile) -> ScanState:
    """Return the state in which the upload is to be kept; raise `ValidationError` for a finding.

    A scanner that gives no answer leaves it unscanned: it is kept, and nobody can open it yet.
    """
    if not scanner.is_set():
        return ScanState.UNSCANNED
    if (known := getattr(upload, "scan_state", None)) is not None:
        return known
    upload.seek(0)
    try:
        found = scanner.scan(upload.chunks(), seconds=SECONDS_ON_ARRIVAL)
    except scanner.ScanFailed as failed:
        log.warning("scan_waits", error=str(failed))
        state = ScanState.UNSCANNED
    else:
        state = ScanState.CLEAN
        if found:
            log.warning("harmful_upload_refused", found=found)
            raise ValidationError(
                _(
                    "Our virus scanner found something harmful in this file (%(found)s), so we "
                    "did not keep it. Check your device, then choose a clean copy."
                ),
                code="harmful",
                params={"found": found},
            )
    finally:
        upload.seek(0)
    upload.scan_state = state  # type: ignore[attr-defined]
    return state


def scan_waiting(
    waiting: QuerySet[Thing],
    open_file: Callable[[Thing], File],
    on_finding: Callable[[Thing], object],
    *,
    job: str,
    now: datetime,
) -> int:
    """Scan what waits, and return how many have an answer now.

    `on_finding` is called in the transaction in which a finding is written. A file that fails
    waits for the next time, and so do all once nothing listens at the scanner's address.
    """
    if not scanner.is_set():
        return 0
    scan = partial(_scan_one, open_file=open_file, on_finding=on_finding, now=now)
    try:
        return sum(map_isolated(waiting.iterator(chunk_size=100), scan, job=job, key=by_pk))
    except _NobodyListens as unreachable:
        log.warning("scanner_unreachable", job=job, error=str(unreachable))
        return 0


class _NobodyListens(BaseException):
    """Ends a round; no `Exception`, so that it is not taken for one file's fault."""


def _scan_one(
    thing: Thing,
    *,
    open_file: Callable[[Thing], File],
    on_finding: Callable[[Thing], object],
    now: datetime,
) -> int:
    try:
        with open_file(thing) as opened:
            found = scanner.scan(opened.chunks(), seconds=SECONDS_IN_WORKER)
    except scanner.ScannerUnreachable as unreachable:
        raise _NobodyListens(str(unreachable)) from unreachable
    except (scanner.ScanFailed, OSError) as failed:
        log.warning("scan_waits", file=thing.pk, error=str(failed))
        return 0
    thing.scan_state = ScanState.HARMFUL if found else ScanState.CLEAN
    thing.scan_found, thing.scanned_at = found, now
    answer = {name: getattr(thing, name) for name in ("scan_state", "scan_found", "scanned_at")}
    with transaction.atomic():
        # Another worker may have been faster.
        rows = type(thing)._default_manager.filter(pk=thing.pk, scan_state=ScanState.UNSCANNED)
        if not rows.update(**answer):
            return 0
        if found:
            log.warning("harmful_file", file=thing.pk, found=found, kept_as=thing._meta.label)
            on_finding(thing)
    return 1
