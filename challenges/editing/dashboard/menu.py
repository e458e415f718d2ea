"""What the menu offers to who writes: briefs, questions to answer, stories."""

from django.http import Http404, HttpRequest
from wagtail.admin.menu import MenuItem

from authorities.permissions import may_act_as
from authorities.scope import staff_authority, staff_member
from challenges.permissions import ANSWERERS


class WritersMenuItem(MenuItem):
    """Shown to who writes or approves."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person works on briefs of an authority."""
        try:
            authority, user = staff_authority(request), staff_member(request)
        except Http404:
            return False
        return bool(may_act_as(user, authority, *ANSWERERS))
