"""What the admin's menu offers to who runs programmes."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from challenges.programmes.permissions import managed_authority

# Name of the address, label, icon.
ITEMS = (("proposal_queue", _("Proposals"), "pick"),)


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
