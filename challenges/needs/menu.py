"""The way to this room in the admin's menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from authorities.pages.role_menu import RoleMenuItem
from challenges.needs.permissions import WRITERS


class NeedsMenuItem(RoleMenuItem):
    """Shown to who writes or approves."""

    roles = WRITERS


def needs_menu_item() -> NeedsMenuItem:
    """Return the item."""
    return NeedsMenuItem(_("Problems in common"), reverse("needs"), icon_name="group", order=112)
