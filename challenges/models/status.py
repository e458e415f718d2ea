"""How far a challenge has come: what follows from time, and what people decide."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.status import Move, reversal


class Stage(models.TextChoices):
    """What people decided about a challenge. Empty while time alone decides."""

    NONE = "", _("As the dates say")
    ASSESSING = "assessing", _("Being assessed")
    MATCHED = "matched", _("Matched")
    SELECTED = "selected", _("Selected")
    SHOWCASED = "showcased", _("Showcased")
    PROCUREMENT_PENDING = "procurement_pending", _("Procurement pending")
    PROCURED = "procured", _("Procured")
    NOT_PROCURED = "not_procured", _("Not procured")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SUITABLE_APPLICATIONS = "no_suitable", _("No suitable applications")


class Timing(models.TextChoices):
    """What follows from the dates at the moment of asking."""

    SCHEDULED = "scheduled", _("Opening soon")
    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


NOT_YET_OPEN = frozenset({Timing.SCHEDULED, Timing.ANNOUNCED})

# Stages from which the public reads that businesses were matched, and that one was selected.
MATCHES_ANNOUNCED = frozenset(
    {
        Stage.MATCHED,
        Stage.SELECTED,
        Stage.SHOWCASED,
        Stage.PROCUREMENT_PENDING,
        Stage.PROCURED,
        Stage.NOT_PROCURED,
    }
)
SELECTION_ANNOUNCED = MATCHES_ANNOUNCED - {Stage.MATCHED}
ENDED_EARLY = frozenset({Stage.WITHDRAWN, Stage.CANCELLED, Stage.NO_SUITABLE_APPLICATIONS})


_cancel = Move(_("Cancel the challenge"), needs_reason=True)

STAGE_MOVES: Mapping[Stage, Mapping[Stage, Move]] = {
    Stage.NONE: {
        Stage.ASSESSING: Move(_("Start assessing")),
        Stage.WITHDRAWN: Move(_("Withdraw the challenge"), needs_reason=True),
        Stage.CANCELLED: _cancel,
    },
    Stage.ASSESSING: {
        Stage.MATCHED: Move(_("Announce the matches")),
        Stage.NO_SUITABLE_APPLICATIONS: Move(
            _("Announce that no application was suitable"), needs_reason=True
        ),
        Stage.CANCELLED: _cancel,
    },
    Stage.MATCHED: {
        Stage.SELECTED: Move(_("Announce the selection")),
        Stage.ASSESSING: reversal(_("Take back: being assessed")),
        Stage.CANCELLED: _cancel,
    },
    Stage.SELECTED: {
        Stage.SHOWCASED: Move(_("Record the showcase")),
        Stage.MATCHED: reversal(_("Take back: matched")),
        Stage.CANCELLED: _cancel,
    },
    Stage.SHOWCASED: {
        Stage.PROCUREMENT_PENDING: Move(_("Start procurement")),
        Stage.NOT_PROCURED: Move(_("Record as not procured"), needs_reason=True),
        Stage.SELECTED: reversal(_("Take back: selected")),
    },
    Stage.PROCUREMENT_PENDING: {
        Stage.PROCURED: Move(_("Record as procured")),
        Stage.NOT_PROCURED: Move(_("Record as not procured"), needs_reason=True),
        Stage.SHOWCASED: reversal(_("Take back: showcased")),
    },
    Stage.PROCURED: {Stage.PROCUREMENT_PENDING: reversal(_("Take back: procurement pending"))},
    Stage.NOT_PROCURED: {Stage.PROCUREMENT_PENDING: reversal(_("Take back: procurement pending"))},
    Stage.WITHDRAWN: {Stage.NONE: reversal(_("Take back the withdrawal"))},
    Stage.CANCELLED: {Stage.ASSESSING: reversal(_("Take back: being assessed"))},
    Stage.NO_SUITABLE_APPLICATIONS: {
        Stage.ASSESSING: reversal(_("Take back: being assessed")),
    },
}
