"""The record of how far a challenge was moved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models import Record
from challenges.models.status import Stage


class StageChange(Record):
    """One move of a challenge from one stage to another."""

    challenge = models.ForeignKey(
        "challenges.ChallengePage", on_delete=models.PROTECT, related_name="stage_changes"
    )
    from_stage = models.CharField(_("from"), max_length=20, choices=Stage, blank=True)
    to_stage = models.CharField(_("to"), max_length=20, choices=Stage, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("stage change")
        verbose_name_plural = _("stage changes")

    def __str__(self) -> str:
        return f"{self.challenge_id}: {self.get_to_stage_display()}"
