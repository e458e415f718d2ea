"""What the admin's menu offers to who runs programmes."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from challenges.programmes.permissions import managed_authority

# Name of the address, label, icon.
ITEMS = (
    ("programmes", _("Programmes and figures"), "doc-full-inverse"),
    ("proposal_queue", _("Proposals"), "pick"),
    ("wagtailsnippets_challenges_session:list", _("Sessions"), "calendar-alt"),
    ("wagtailsnippets_challenges_budgetline:list", _("Budget"), "list-ul"),
    ("wagtailsnippets_challenges_payment:list", _("Awards and payments"), "tick"),
    ("wagtailsnippets_challenges_milestone:list", _("Milestones"), "date"),
    ("lessons", _("Lessons"), "comment"),
)


class ProgrammeMenuItem(MenuItem):
    """Shown to who runs programmes."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person runs the programmes of an authority."""
        try:
            managed_authority(request)
        except Http404:
            return False
        return True


def programme_menu() -> SubmenuMenuItem:
    """Return the group of everything about programmes."""
    items = [
        ProgrammeMenuItem(
            label, reverse(name), name=name.replace(":", "-"), icon_name=icon, order=order
        )
        for order, (name, label, icon) in enumerate(ITEMS)
    ]
    return SubmenuMenuItem(
        _("Programme"), Menu(items=items), name="programme", icon_name="calendar-alt", order=170
    )
