"""Counting how often a page is looked at: how many times a day, and nothing of by whom."""

import logging
import re

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from applications.models import ViewCount

logger = logging.getLogger(__name__)
# Programs that say so. Who does not is counted: the figure is for comparing, not for billing.
PROGRAMS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python-", re.IGNORECASE)


def count_view(request: HttpRequest, page: Page) -> None:
    """Count that a person opened the page; whatever goes wrong, the page is shown.

    It costs one statement, but on the first view of a day.
    """
    if request.method != "GET" or _is_program(request) or _is_staff(request):
        return
    try:
        today = ViewCount.objects.filter(page_id=page.pk, day=timezone.localdate())
        if not today.update(count=F("count") + 1):
            _first_of_day(page)
    except DatabaseError as error:
        logger.warning("A view of page %s was not counted: %s", page.pk, type(error).__name__)


def _first_of_day(page: Page) -> None:
    """Write the day's row; two at once make one of it."""
    with transaction.atomic():
        row, is_new = ViewCount.objects.get_or_create(
            page_id=page.pk, day=timezone.localdate(), defaults={"count": 1}
        )
    if not is_new:
        ViewCount.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _is_program(request: HttpRequest) -> bool:
    return bool(PROGRAMS.search(request.headers.get("User-Agent", "")))


def _is_staff(request: HttpRequest) -> bool:
    """Return whether somebody who works in the admin looks; asks nothing for who has no session."""
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")
