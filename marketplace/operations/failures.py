"""Writing down what failed, so that somebody sees it without reading the log."""

import sys
from datetime import datetime, timedelta

import structlog
from django.core.signals import got_request_exception
from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from authorities.models import Failure
from marketplace.request_log import view_of

log = structlog.get_logger(__name__)

DAY = timedelta(days=1)
KEPT = timedelta(days=30)
# More of a day tell nothing new, and a fault on every page would fill the table.
AT_MOST = 1000


def watch() -> None:
    """Note every fault of a page from now on."""
    got_request_exception.connect(_note_request, dispatch_uid="failures")


def _note_request(sender: object, request: HttpRequest | None = None, **_: object) -> None:
    fault = sys.exc_info()[1]
    if request is not None and fault is not None:
        note(view_of(request), fault)


def note(place: str, fault: BaseException) -> None:
    """Write down that something failed there. Where that fails too, the log alone has it."""
    ids = structlog.contextvars.get_contextvars()
    try:
        with transaction.atomic():
            if of_last_day(timezone.now()).count() < AT_MOST:
                Failure.objects.create(
                    place=place[:100],
                    kind=type(fault).__name__[:100],
                    request_id=ids.get("request_id", ""),
                )
    except (DatabaseError, InterfaceError) as error:
        log.warning("failure_not_noted", error=type(error).__name__)


def of_last_day(now: datetime) -> QuerySet[Failure]:
    """Return what failed in the last 24 hours, the newest first."""
    return Failure.objects.filter(at__gt=now - DAY)


def forget_failures(now: datetime) -> None:
    """Delete what failed long ago."""
    Failure.objects.filter(at__lte=now - KEPT).delete()
