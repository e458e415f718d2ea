"""A way in the admin's menu that some roles have."""

from typing import ClassVar

from django.http import Http404, HttpRequest
from wagtail.admin.menu import MenuItem

from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import staff_authority, staff_member


class RoleMenuItem(MenuItem):
    """Shown to who has one of these roles at the authority."""

    roles: ClassVar[tuple[Role, ...]] = ()

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person has."""
        try:
            return bool(may_act_as(staff_member(request), staff_authority(request), *self.roles))
        except Http404:
            return False
