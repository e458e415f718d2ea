"""Counting how often a page is looked at: how many times a day, and nothing of by whom."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from applications.jobs import view_counts
from authorities.http.visitors import is_program, is_staff


def count_view(request: HttpRequest, page: Page) -> None:
    """Count that a person opened the page; whatever goes wrong, the page is shown.

    The request keeps which page it is: a copy of the answer may be shown to others.
    """
    request.viewed_page_id = page.pk  # type: ignore[attr-defined]
    if not is_staff(request):
        count_view_of_copy(request, page.pk)


def count_view_of_copy(request: HttpRequest, page_id: int) -> None:
    """Count that somebody without a session opened the page."""
    if request.method == "GET" and not is_program(request):
        view_counts.add(page_id, timezone.localdate())
