"""What is kept of somebody who was invited to sessions, and how it is erased."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from challenges.models import Attendance


class Attended:
    """The sessions to which somebody was invited."""

    name = gettext_lazy("Sessions that you were invited to")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return which, what was answered, and whether they were there."""
        fields = ("session__title", "name", "invited_at", "answer", "slot_at", "attended_at")
        return list(self._mine(email, authority).values(*fields))

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Forget who it was; that somebody was there stays in the figures."""
        mine = self._mine(email, authority)
        gone = mine.filter(attended_at=None).delete()[0]
        kept = mine.update(email="", name="")
        if gone or kept:
            yield _("You are erased from the sessions; how many people came stays counted.")

    def _mine(self, email: str, authority: Site):
        return Attendance.objects.filter(session__authority=authority, email__iexact=email)


def own_data() -> list[Attended]:
    """Return what `businesses.own_data` asks of this room."""
    return [Attended()]
