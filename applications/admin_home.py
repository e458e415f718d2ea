"""What waits, on the admin's first page; and pages that must not be deleted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from applications import desk_figures
from applications.models import Draft
from applications.permissions import may_see_queue
from authorities.scope import settings_of, staff_authority, staff_member


class DeskPanel(Component):
    """The moderator's desk: what waits, what is late, and how each running challenge goes."""

    name = "desk"
    order = 50
    template_name = "applications/admin/home_desk.html"

    def get_context_data(self, parent_context) -> dict:
        """Return the figures; as many queries however many challenges there are."""
        request, now = parent_context["request"], timezone.now()
        user, authority = staff_member(request), staff_authority(request)
        return {
            "figures": desk_figures.figures(user, authority, now),
            "short": desk_figures.short_challenges(user, authority),
            "running": desk_figures.running_challenges(user, authority, now),
            "authority": settings_of(authority),
            "now": now,
        }


def add_desk(request: HttpRequest, panels: list) -> None:
    """Put the desk before everything else, for who reads applications."""
    try:
        authority, user = staff_authority(request), staff_member(request)
    except Http404:
        return
    if may_see_queue(user, authority):
        panels.insert(0, DeskPanel())


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
