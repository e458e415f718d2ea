"""Milestones in the admin. One that stands is ended with its reason, never deleted."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from challenges.models import Milestone
from challenges.programmes.changes import ProgrammeViewSet
from challenges.programmes.milestones.admin_views import PUBLISHED
from challenges.programmes.milestones.open_work import HANDED_OVER
from challenges.programmes.milestones.planning import PLANNED


class MilestoneViewSet(ProgrammeViewSet):
    model = Milestone
    icon = "date"
    never = frozenset({"delete"})
    list_display = [
        "__str__",
        Column("challenge", label=_("Challenge")),
        Column("owner", label=_("Owner")),
        DateColumn("due_on", label=_("Due")),
        Column("get_state_display", label=_("State")),
    ]

    def get_queryset(self, request):
        """Return the authority's, with whom and what they are about."""
        return super().get_queryset(request).select_related("challenge", "owner")


def register_milestone_entries(actions) -> None:
    """Name each kind of entry of the log."""
    for name, label, message in (
        (PLANNED, _("Plan a milestone"), _("Planned")),
        (HANDED_OVER, _("Hand a milestone over"), _("Handed over")),
        (
            PUBLISHED,
            _("Publish what was said"),
            _("An answer was published, or taken back"),
        ),
    ):
        actions.register_action(name, label, message)
