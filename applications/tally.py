"""Counts of views that wait for a moment in memory, so that many are written by one statement.

A process that is killed loses those of its last moment; one that is asked to end writes them first.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import date
from threading import Lock, Timer
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Model

from applications.models import ViewCount

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


def add_up(model: type[Model], more: Mapping[str, int], **row: Any) -> None:
    """Add to the numbers of the one row that is so, and make it if there is none.

    One statement, but for the first time; two at once make one row. Raises `DatabaseError`.
    """
    rows = model._default_manager.filter(**row)
    added = {name: F(name) + number for name, number in more.items()}
    if rows.update(**added):
        return
    with transaction.atomic():
        _row, is_new = model._default_manager.get_or_create(**row, defaults=more)
    if not is_new:
        rows.update(**added)
