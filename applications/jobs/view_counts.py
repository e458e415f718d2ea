"""Counts of views that wait for a moment in memory, so that many are written by one statement.

A process that is killed loses those of its last moment; one that is asked to end writes them first.
"""

import logging
from collections import Counter
from datetime import date
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, connection

from applications.models import ViewCount
from authorities.http.counters import add_up

logger = logging.getLogger(__name__)

_waiting: Counter[tuple[int, date]] = Counter()
_lock = Lock()


def add(page_id: int, day: date) -> None:
    """Count one view, which is written within `VIEW_COUNT_SECONDS`; with 0, at once."""
    if not settings.VIEW_COUNT_SECONDS:
        _write(page_id, day, 1)
        return
    with _lock:
        if not _waiting:
            # No daemon: a process that ends waits for it.
            Timer(settings.VIEW_COUNT_SECONDS, write_waiting).start()
        _waiting[page_id, day] += 1


def write_waiting() -> None:
    """Write what waits, and leave no connection behind in this thread."""
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
    for (page_id, day), views in taken.items():
        _write(page_id, day, views)
    connection.close()


def _write(page_id: int, day: date, views: int) -> None:
    """Add to the day's count."""
    try:
        add_up(ViewCount, {"count": views}, page_id=page_id, day=day)
    except DatabaseError as error:
        logger.warning("A view of page %s was not counted: %s", page_id, type(error).__name__)
