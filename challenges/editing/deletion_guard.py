"""Challenges with a public record are kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from challenges.models import Amendment, StageChange


def keep_pages_with_record(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a challenge, or a page above one, that was amended or moved on."""
    below = page.get_descendants(inclusive=True).values("pk")
    if not any(
        kind.objects.filter(challenge__in=below).exists() for kind in (Amendment, StageChange)
    ):
        return None
    messages.error(
        request,
        _("“%s” has a public record, so it cannot be deleted. You can unpublish it.") % page.title,
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def keep_bulk_pages_with_record(
    request: HttpRequest, action_type: str, objects: list, action_class
) -> HttpResponse | None:
    """Refuse the same for several pages at once."""
    if action_type != "delete":
        return None
    for found in objects:
        if isinstance(found, Page) and (refusal := keep_pages_with_record(request, found)):
            return refusal
    return None
