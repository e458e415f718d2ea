"""What must not be deleted: pages, where an app says why (`why_kept`), and what others need."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
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


class NeededRowsMiddleware:
    """Says in the admin that something is needed by others, where deleting it would break them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the way home, with the reason."""
        home = reverse("wagtailadmin_home")
        is_needed = isinstance(exception, ProtectedError | RestrictedError)
        if not is_needed or not request.path.startswith(home):
            return None
        messages.error(
            request,
            _("This is not deleted: other records name it. Suspend, archive or rename it instead."),
        )
        return redirect(home)
