"""The states of an application, and which moves between them are legal."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """What people decided about an application; the labels are for staff."""

    SUBMITTED = "submitted", _("Submitted")
    SCREENING = "screening", _("Screening")
    INFO_REQUESTED = "info_requested", _("Information requested")
    INELIGIBLE = "ineligible", _("Ineligible")
    ELIGIBLE = "eligible", _("Eligible")
    IN_ASSESSMENT = "in_assessment", _("In assessment")
    MATCHED = "matched", _("Matched")
    RESERVE = "reserve", _("Reserve")
    NOT_MATCHED = "not_matched", _("Not matched")
    SELECTED = "selected", _("Selected")
    NOT_SELECTED = "not_selected", _("Not selected")
    PROCURED = "procured", _("Procured")
    NOT_PROCURED = "not_procured", _("Not procured")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What the applicant reads. Only a status that was released to them is ever shown.
APPLICANT_LABELS = {
    Status.SUBMITTED: _("We have your application"),
    Status.SCREENING: _("We are checking that your application is complete"),
    Status.INFO_REQUESTED: _("We have asked you for more information"),
    Status.INELIGIBLE: _("This application cannot go further"),
    Status.ELIGIBLE: _("Your application is eligible"),
    Status.IN_ASSESSMENT: _("Your application is being assessed"),
    Status.MATCHED: _("You are matched with this challenge"),
    Status.RESERVE: _("You are in reserve"),
    Status.NOT_MATCHED: _("You are not matched with this challenge"),
    Status.SELECTED: _("You are selected for this challenge"),
    Status.NOT_SELECTED: _("Another business was selected"),
    Status.PROCURED: _("Your solution was procured"),
    Status.NOT_PROCURED: _("Your solution was not procured"),
    Status.WITHDRAWN: _("This application is withdrawn"),
}


@dataclass(frozen=True)
class Move:
    """What a move is called on its button, and whether it must say why."""

    label: str | Promise
    needs_reason: bool = False
    is_reversal: bool = False


_withdraw = Move(_("Record a withdrawal"), needs_reason=True)


def reversal(label: str | Promise) -> Move:
    """Return a move that takes a decision back, which always says why."""
    return Move(label, needs_reason=True, is_reversal=True)


# An applicant may withdraw before they are told, whatever was decided meanwhile.
MOVES: dict[Status, dict[Status, Move]] = {
    Status.SUBMITTED: {
        Status.SCREENING: Move(_("Start screening")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.SCREENING: {
        Status.ELIGIBLE: Move(_("Mark as eligible")),
        Status.INFO_REQUESTED: Move(_("Ask for information"), needs_reason=True),
        Status.INELIGIBLE: Move(_("Mark as ineligible"), needs_reason=True),
        Status.WITHDRAWN: _withdraw,
    },
    Status.INFO_REQUESTED: {
        Status.SCREENING: Move(_("Return to screening")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.INELIGIBLE: {
        Status.SCREENING: reversal(_("Take back: screen again")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.ELIGIBLE: {
        Status.IN_ASSESSMENT: Move(_("Start assessment")),
        Status.SCREENING: reversal(_("Take back: screen again")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.IN_ASSESSMENT: {
        Status.MATCHED: Move(pgettext_lazy("verb", "Match"), needs_reason=True),
        Status.RESERVE: Move(_("Put in reserve"), needs_reason=True),
        Status.NOT_MATCHED: Move(_("Do not match"), needs_reason=True),
        Status.ELIGIBLE: reversal(_("Take back: assessment has not started")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.RESERVE: {
        Status.MATCHED: Move(pgettext_lazy("verb", "Match"), needs_reason=True),
        Status.NOT_MATCHED: Move(_("Do not match"), needs_reason=True),
        Status.IN_ASSESSMENT: reversal(_("Take back: assess again")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.NOT_MATCHED: {
        Status.IN_ASSESSMENT: reversal(_("Take back: assess again")),
        Status.RESERVE: reversal(_("Take back: put in reserve")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.MATCHED: {
        Status.SELECTED: Move(pgettext_lazy("verb", "Select"), needs_reason=True),
        Status.NOT_SELECTED: Move(_("Do not select"), needs_reason=True),
        Status.IN_ASSESSMENT: reversal(_("Take back the match")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.NOT_SELECTED: {
        Status.MATCHED: reversal(_("Take back: matched again")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.SELECTED: {
        Status.PROCURED: Move(_("Record as procured"), needs_reason=True),
        Status.NOT_PROCURED: Move(_("Record as not procured"), needs_reason=True),
        Status.MATCHED: reversal(_("Take back the selection")),
        Status.WITHDRAWN: _withdraw,
    },
    Status.PROCURED: {Status.SELECTED: reversal(_("Take back: procurement is not decided"))},
    Status.NOT_PROCURED: {Status.SELECTED: reversal(_("Take back: procurement is not decided"))},
    Status.WITHDRAWN: {Status.SUBMITTED: reversal(_("Take back the withdrawal"))},
}

# Which statuses take up one of the challenge's places for matches. A reserve takes none.
MATCHED_OR_BEYOND = frozenset(
    {
        Status.MATCHED,
        Status.SELECTED,
        Status.NOT_SELECTED,
        Status.PROCURED,
        Status.NOT_PROCURED,
    }
)
SELECTED_OR_BEYOND = frozenset({Status.SELECTED, Status.PROCURED, Status.NOT_PROCURED})
# What is decided where applications are compared.
DECISIONS = (
    Status.MATCHED,
    Status.RESERVE,
    Status.NOT_MATCHED,
    Status.SELECTED,
    Status.NOT_SELECTED,
)
WAITING = frozenset({Status.SUBMITTED, Status.SCREENING})
# What an applicant hears of by a letter, in the order in which letters are listed.
TOLD_BY_LETTER = (
    Status.INELIGIBLE,
    Status.MATCHED,
    Status.RESERVE,
    Status.NOT_MATCHED,
    Status.SELECTED,
    Status.NOT_SELECTED,
    Status.PROCURED,
    Status.NOT_PROCURED,
)


def state_in_words(name: str) -> str:
    """Return the label that staff read of a recorded state, also of a page's own."""
    return str(Status(name).label) if name in Status else name.replace("_", " ").capitalize()
