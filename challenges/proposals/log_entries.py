"""How the log tells what was decided about proposals."""

from django.utils.translation import gettext_lazy as _

from challenges.proposals.deciding import ANSWERED, BECAME_BRIEF, DECLINED, FROM_PROPOSALS, SORTED
from challenges.proposals.handing_over import OFFERED, TAKEN_OVER


def register_proposal_entries(actions) -> None:
    """Name each kind of entry."""
    for name, label, message in (
        (SORTED, _("Sort a proposal"), _("Sorted")),
        (ANSWERED, _("Answer a proposal"), _("Answered")),
        (DECLINED, _("Decline a proposal"), _("Declined")),
        (OFFERED, _("Ask a colleague to take a proposal over"), _("A colleague was asked")),
        (TAKEN_OVER, _("Take a proposal over"), _("A colleague took it over")),
        (BECAME_BRIEF, _("Make a brief of a proposal"), _("Became a brief")),
        (FROM_PROPOSALS, _("Make a brief of proposals"), _("Made of what colleagues proposed")),
    ):
        actions.register_action(name, label, message)
