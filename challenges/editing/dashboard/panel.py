"""The dashboard as a panel of Wagtail's first page."""

from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member
from challenges.editing.dashboard.briefs import my_briefs
from challenges.editing.dashboard.open_now import open_now
from challenges.editing.dashboard.starts import listings, starts
from challenges.editing.dashboard.waiting import what_waits
from challenges.permissions import ANSWERERS

# What waits names the same, and asks as much of the database however much there is.
TAKEN_OVER = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


class EditorsDashboard(Component):
    """What can be begun, what waits, one's own briefs, and what is open."""

    name = "editors_dashboard"
    order = 40
    template_name = "challenges/editing/dashboard/dashboard.html"

    def get_context_data(self, parent_context) -> dict:
        """Return the dashboard of who asks."""
        request, now = parent_context["request"], timezone.now()
        user, authority = staff_member(request), staff_authority(request)
        zone = settings_of(authority).zone
        return {
            "starts": starts(user, listings(authority)),
            "waiting": what_waits(user, authority, now),
            "briefs": my_briefs(user, authority, now, zone),
            "bars": open_now(authority, now, zone),
        }


def add_dashboard(request: HttpRequest, panels: list) -> None:
    """Put the dashboard before everything else, for who writes or approves."""
    try:
        authority, user = staff_authority(request), staff_member(request)
    except Http404:
        return
    if may_act_as(user, authority, *ANSWERERS):
        panels[:] = [panel for panel in panels if not isinstance(panel, TAKEN_OVER)]
        panels.insert(0, EditorsDashboard())
