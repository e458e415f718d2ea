"""Pages that must not be deleted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Draft


def keep_pages_with_applications(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page, or one above it, that has drafts or applications."""
    below = page.get_descendants(inclusive=True)
    if not Draft.objects.filter(page__in=below).exists():
        return None
    messages.error(
        request,
        _("“%s” has applications, so it cannot be deleted. You can unpublish it.") % page.title,
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def keep_bulk_pages_with_applications(
    request: HttpRequest, action_type: str, objects: list, action_class
) -> HttpResponse | None:
    """Refuse the same for several pages at once."""
    if action_type != "delete":
        return None
    for found in objects:
        if isinstance(found, Page) and (refusal := keep_pages_with_applications(request, found)):
            return refusal
    return None
