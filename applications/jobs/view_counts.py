"""How often a page is looked at: how many times a day, and nothing of by whom.

Counts wait for a moment in memory, so that many are written by one statement.
A process that is killed loses those of its last moment; one that is asked to end writes them first.
"""

from collections import Counter
from datetime import date
from threading import Lock, Timer

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from applications.models import ViewCount
from authorities.http.counters import add_to_counters
from authorities.http.visitors import is_program, is_staff

log = structlog.get_logger(__name__)

_waiting: Counter[tuple[int, date]] = Counter()
_lock = Lock()


def count_view(request: HttpRequest, page: Page) -> None:
    """Count that a person opened the page; whatever goes wrong, the page is shown.

    The request keeps which page it is: a copy of the answer may be shown to others.
    """
    request.viewed_page_id = page.pk  # type: ignore[attr-defined]
    if not is_staff(request):
        count_view_of_copy(request, page.pk)


def count_view_of_copy(request: HttpRequest, page_id: int) -> None:
    """Count that somebody without a session opened the page."""
    is_opened = request.method == "GET" and not getattr(request, "is_shown_again", False)
    if is_opened and not is_program(request):
        add(page_id, timezone.localdate())


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
        add_to_counters(ViewCount, {"count": views}, page_id=page_id, day=day)
    except DatabaseError as error:
        log.warning("view_not_counted", page=page_id, error=type(error).__name__)
