"""Whether what the public reads of a challenge keeps up with what was decided and told."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models.status import MATCHED_OR_BEYOND, SELECTED_OR_BEYOND, Status
from applications.moderation.next_steps.public_stage import PublicStage
from challenges.models import ChallengePage
from challenges.models.status import (
    ENDED_EARLY,
    MATCHES_ANNOUNCED,
    SELECTION_ANNOUNCED,
    Stage,
)
from challenges.presentation.cards import state_tag

# What applications are in once the assessment has begun.
ASSESSED = MATCHED_OR_BEYOND | {Status.IN_ASSESSMENT, Status.RESERVE, Status.NOT_MATCHED}


def public_stage(
    page: Page, of: Mapping[Status, int], told: Mapping[Status, int], now: datetime
) -> PublicStage | None:
    """Return what the public reads of the challenge; none for another kind of page."""
    if not isinstance(page, ChallengePage):
        return None
    stage = Stage(page.stage)
    return PublicStage(
        state_tag(page, now).label,
        reverse("challenge_board_challenge", args=[page.pk]) + "#move-on",
        is_behind=page.is_closed(now) and _is_behind(stage, of, told),
        is_selection_announced=stage in SELECTION_ANNOUNCED,
        has_ended=stage in ENDED_EARLY,
        decide_by=_decide_by(page),
    )


def _is_behind(stage: Stage, of: Mapping[Status, int], told: Mapping[Status, int]) -> bool:
    """Return whether applications are further than the stage says.

    An assessment is behind once it has begun; matches and selections once applicants know of them.
    """
    if stage in ENDED_EARLY:
        return False
    if any(told.get(status) for status in SELECTED_OR_BEYOND):
        return stage not in SELECTION_ANNOUNCED
    if any(told.get(status) for status in MATCHED_OR_BEYOND):
        return stage not in MATCHES_ANNOUNCED
    if any(told.get(status) for status in (Status.RESERVE, Status.NOT_MATCHED)):
        # Everybody was told, and nobody is matched: the public is told so, too.
        nobody_is_left = not any(number for status, number in of.items() if _may_match(status))
        return stage is Stage.NONE or (stage is Stage.ASSESSING and nobody_is_left)
    return stage is Stage.NONE and any(of.get(status) for status in ASSESSED)


def _may_match(status: Status) -> bool:
    return status not in (Status.NOT_MATCHED, Status.INELIGIBLE, Status.WITHDRAWN)


def _decide_by(page: ChallengePage) -> str:
    """Return the day that the brief gives for its decision, in the brief's words."""
    for row in page.key_dates:
        if _("decision") in row.value["label"].lower():
            return row.value["when"]
    return ""
