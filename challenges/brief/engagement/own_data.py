"""What is kept of somebody who said what they could do, and how it is erased."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from challenges.models import Interest


class SaidInterest:
    """What somebody could do about announced challenges."""

    name = gettext_lazy("What you said you could do")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return what was said, about which challenge, and when."""
        fields = ("page__title", "name", "text", "link", "said_at", "confirmed_at", "told_at")
        return list(self._mine(email, authority).order_by("pk").values(*fields))

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Forget it; nothing is counted of it afterwards."""
        if self._mine(email, authority).delete()[0]:
            yield _("We have forgotten what you said you could do.")

    def _mine(self, email: str, authority: Site):
        return Interest.objects.filter(
            subscriber__authority=authority, subscriber__email__iexact=email
        )


def own_data() -> list[SaidInterest]:
    """Return what `businesses.own_data` asks of this room."""
    return [SaidInterest()]
