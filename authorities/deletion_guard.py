"""Pages that must not be deleted: each app says which, by the hook `why_kept`."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page if an app says why it, or one below it, is kept."""
    for why_kept in hooks.get_hooks("why_kept"):
        if reason := why_kept(page):
            messages.error(request, reason)
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, objects: list, action_class: type
) -> HttpResponse | None:
    """Refuse the same for several pages at once."""
    if action_type != "delete":
        return None
    for found in objects:
        if isinstance(found, Page) and (refusal := refuse_deletion(request, found)):
            return refusal
    return None
