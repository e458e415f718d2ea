"""What waits, on the first page of the admin."""

from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from applications.assessment.assessors.news import news_of
from applications.models import LongWork
from applications.moderation import dashboard
from applications.moderation.next_steps.challenges import waiting_challenges
from applications.workflow.permissions import MOVERS, may_see_queue
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


class DashboardPanel(Component):
    """What waits for moderators, what is late, and how each running challenge goes."""

    name = "dashboard"
    order = 50
    template_name = "applications/moderation/dashboard.html"

    def get_context_data(self, parent_context) -> dict:
        """Return the figures; as many queries however many challenges there are."""
        request, now = parent_context["request"], timezone.now()
        user, authority = staff_member(request), staff_authority(request)
        return {
            "figures": dashboard.figures(user, authority, now),
            "waiting": waiting_challenges(user, authority, now),
            "news": news_of(authority, now) if may_act_as(user, authority, *MOVERS) else [],
            "works": LongWork.objects.filter(user=user, authority=authority).defer(
                "results", "about"
            )[:5],
            "running": dashboard.running_challenges(user, authority, now),
            "authority": settings_of(authority),
            "now": now,
        }


def add_dashboard(request: HttpRequest, panels: list) -> None:
    """Put the dashboard before everything else, for who reads applications."""
    try:
        authority, user = staff_authority(request), staff_member(request)
    except Http404:
        return
    if may_see_queue(user, authority):
        panels.insert(0, DashboardPanel())
