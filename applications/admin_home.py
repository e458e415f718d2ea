"""What waits, on the admin's first page; and pages that must not be deleted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page

from applications.models import Application
from applications.permissions import READERS
from authorities.permissions import may_act_as
from authorities.scope import staff_authority


class WaitingSummary(SummaryItem):
    """How many applications wait for a moderator, with the way to them."""

    order = 50
    template_name = "applications/admin/waiting_summary.html"

    def get_context_data(self, parent_context) -> dict:
        """Return the number."""
        authority = staff_authority(self.request)
        return {"waiting": Application.objects.for_authority(authority).waiting().count()}

    def is_shown(self) -> bool:
        """Return whether this person reads applications."""
        try:
            authority = staff_authority(self.request)
        except Http404:
            return False
        return bool(may_act_as(self.request.user, authority, *READERS))


def add_waiting(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Put what waits before everything else."""
    items.insert(0, WaitingSummary(request))


def keep_pages_with_applications(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page, or one above it, that has applications."""
    below = page.get_descendants(inclusive=True)
    if not Application.objects.filter(page__in=below).exists():
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
