"""What the record covers of a challenge: its stages and amendments, and that they agree."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.history.covered import cover
from applications.models import Event
from challenges.models import Amendment, ChallengePage, StageChange


def cover_rows() -> None:
    """Have the history cover the rows that only challenges have."""
    cover(
        StageChange,
        [Event.STAGE_MOVED],
        "challenge_id from_stage to_stage reason actor_id at",
        page="challenge",
        application="",
    )
    cover(
        Amendment,
        [Event.AMENDED],
        "challenge_id text changes reason actor_id at",
        page="challenge",
        application="",
    )


def stage_faults(page: Page) -> Iterator[str]:
    """Yield where a challenge's stage is not what its recorded moves say."""
    challenge = ChallengePage.objects.filter(pk=page.pk).first()
    if challenge is None:
        return
    before = ""
    last = None
    for change in challenge.stage_changes.order_by("pk").iterator():
        if change.from_stage != before:
            yield _("Stage change %d does not follow from the one before.") % change.pk
        before, last = change.to_stage, change
    if challenge.stage != before:
        yield _("The challenge's stage is not the one that its last move says.")
    elif last and (challenge.stage_reason, challenge.stage_changed_at) != (last.reason, last.at):
        yield _("The reason or the time of the challenge's stage is not what its last move says.")
