"""Counting what people search for and open: by words and day, and nothing of who they are."""

import re
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from authorities.http.counters import add_to_counters
from authorities.http.visitors import is_program, is_staff
from search.models import ClickCount, SearchCount

log = structlog.get_logger(__name__)
LONGEST = 100
KEPT = timedelta(days=396)  # 13 months
# Mail addresses, five digits and more however they are grouped, and British postcodes.
PERSONAL = re.compile(
    r"@|\d(?:[\s().+/-]*\d){4}|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE
)


def countable(typed: str) -> str:
    """Return the words as they are counted; an empty text for what may be personal."""
    words = " ".join(typed.lower().split())
    return "" if PERSONAL.search(words) else words[:LONGEST].strip()


def count_search(request: HttpRequest, site: Site, typed: str, found: int) -> None:
    """Count that a person searched the site, and whether nothing was found.

    Whatever goes wrong, the page is shown. It costs one statement, but for the first of a day.
    """
    words = countable(typed)
    if not words or request.method != "GET" or is_program(request) or is_staff(request):
        return
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return
    _add(SearchCount, {"times": 1, "found_nothing": int(not found)}, authority=site, words=words)


def count_click(request: HttpRequest, site: Site, words: str, page_id: int) -> None:
    """Count that a person opened a page that a search had shown."""
    if not is_program(request) and not is_staff(request):
        _add(ClickCount, {"times": 1}, authority=site, words=words, page_id=page_id)


def forget_old(now: datetime) -> None:
    """Delete the counts of days more than 13 months ago."""
    first = timezone.localdate(now) - KEPT
    for model in (SearchCount, ClickCount):
        model.objects.filter(day__lt=first).delete()


def _add(model: type[SearchCount | ClickCount], more: dict[str, int], **what) -> None:
    """Add to the day's row."""
    try:
        add_to_counters(model, more, **what, day=timezone.localdate())
    except DatabaseError as error:
        log.warning("search_not_counted", error=type(error).__name__)
