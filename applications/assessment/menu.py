"""The menu's way to what a member of staff is asked to assess."""

from authorities.models import Role
from authorities.pages.role_menu import RoleMenuItem


class AssessmentMenuItem(RoleMenuItem):
    """Shown to who assesses for an authority."""

    roles = (Role.ASSESSOR,)
