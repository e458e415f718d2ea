"""How the log tells what was decided about proposals."""

from django.utils.translation import gettext_lazy as _

from challenges.proposals.deciding import ANSWERED, BECAME_BRIEF, DECLINED, FROM_PROPOSALS, SORTED


def register_proposal_entries(actions) -> None:
    """Name each kind of entry."""
    for name, label, message in (
        (SORTED, _("Sort a proposal"), _("Sorted")),
        (ANSWERED, _("Answer a proposal"), _("Answered")),
        (DECLINED, _("Decline a proposal"), _("Declined")),
        (BECAME_BRIEF, _("Make a brief of a proposal"), _("Became a brief")),
        (FROM_PROPOSALS, _("Make a brief of proposals"), _("Made of what colleagues proposed")),
    ):
        actions.register_action(name, label, message)
