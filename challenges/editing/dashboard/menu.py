"""What the menu offers to who writes: briefs, questions to answer, stories."""

from authorities.pages.role_menu import RoleMenuItem
from challenges.permissions import ANSWERERS


class WritersMenuItem(RoleMenuItem):
    """Shown to who writes or approves."""

    roles = ANSWERERS
