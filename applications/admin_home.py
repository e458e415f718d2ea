"""What waits, on the admin's first page; and pages that must not be deleted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.site_summary import SummaryItem
from wagtail.models import Page

from applications.desk import failed_letters
from applications.models import Draft
from applications.permissions import MOVERS, may_see_queue, visible_applications
from authorities.permissions import may_act_as
from authorities.scope import staff_authority, staff_member


class WaitingSummary(SummaryItem):
    """How many applications wait for a moderator, with the way to them."""

    order = 50
    template_name = "applications/admin/waiting_summary.html"

    def get_context_data(self, parent_context) -> dict:
        """Return the number."""
        authority = staff_authority(self.request)
        mine = visible_applications(staff_member(self.request), authority)
        return {"waiting": mine.waiting().count()}

    def is_shown(self) -> bool:
        """Return whether this person reads applications."""
        try:
            authority = staff_authority(self.request)
        except Http404:
            return False
        return bool(may_see_queue(self.request.user, authority))


class FailedMailSummary(WaitingSummary):
    """How many mails are no longer tried, with the way to them; nothing while there are none."""

    order = 55
    template_name = "applications/admin/failed_summary.html"

    def get_context_data(self, parent_context) -> dict:
        """Return the number."""
        return {"failed": failed_letters(staff_authority(self.request)).count()}

    def is_shown(self) -> bool:
        """Return whether there is something to see for who can do something about it."""
        if not super().is_shown():
            return False
        authority = staff_authority(self.request)
        may_see = may_act_as(self.request.user, authority, *MOVERS)
        return bool(may_see) and failed_letters(authority).exists()


def add_waiting(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Put what waits, and what went wrong, before everything else."""
    items[:0] = [WaitingSummary(request), FailedMailSummary(request)]


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
