"""The menu's way to what a member of staff is asked to assess."""

from django.http import Http404, HttpRequest
from wagtail.admin.menu import MenuItem

from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import staff_authority, staff_member


class AssessmentMenuItem(MenuItem):
    """Shown to who assesses for an authority."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person is an assessor on staff."""
        try:
            authority, user = staff_authority(request), staff_member(request)
        except Http404:
            return False
        return bool(may_act_as(user, authority, Role.ASSESSOR))
