"""The record of what changed about an open brief."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from authorities.models import Record


class Amendment(Record):
    """One change of an open brief, public and told to whom it concerns.

    `changes` lists what differs, in words: `{"name", "label", "before", "after"}` for each part.
    """

    challenge = models.ForeignKey(
        "challenges.ChallengePage", on_delete=models.PROTECT, related_name="amendments"
    )
    text = models.TextField(_("what changed"))
    changes = models.JSONField(_("changes"), default=list)

    class Meta(Record.Meta):
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")

    def __str__(self) -> str:
        return f"{self.challenge_id}: {self.text[:60]}"
