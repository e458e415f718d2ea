"""What is kept of somebody who proposed a problem, or has one, and how it is erased."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from challenges.models import Proposal, Support


class Proposed:
    """The proposals of a colleague, and where they said that they have the problem, too."""

    name = gettext_lazy("Problems that you proposed or have, too")

    def of(self, email: str, authority: Site) -> list[dict[str, Any]]:
        """Return what was written, and when."""
        fields = ("proposed_at", "name", "is_named", *Proposal.QUESTIONS, "state", "answer")
        return [
            *self._proposals(email, authority).values(*fields),
            *self._supports(email, authority).values(
                "proposal__problem", "sentence", "name", "is_named", "at"
            ),
        ]

    def erase(self, email: str, authority: Site, now: datetime) -> Iterable[str]:
        """Forget who it was; the problems stay, for the authority has them still."""
        if self._proposals(email, authority).update(email="", name="", is_named=False):
            yield _("You are erased from what you proposed. The problems stay, without you.")
        Proposal.objects.for_authority(authority).filter(offered_to__iexact=email).update(
            offered_to=""
        )
        if self._supports(email, authority).delete()[0]:
            yield _("We have forgotten which problems you said you have, too.")

    def _proposals(self, email: str, authority: Site):
        return Proposal.objects.for_authority(authority).filter(email__iexact=email)

    def _supports(self, email: str, authority: Site):
        return Support.objects.filter(proposal__authority=authority, email__iexact=email)


def own_data() -> list[Proposed]:
    """Return what `businesses.own_data` asks of this room."""
    return [Proposed()]
