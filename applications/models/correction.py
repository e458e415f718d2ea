"""What was put right in a letter that its applicant could read already."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.decision_letter import DecisionLetter


class Correction(models.Model):
    """One correction. It follows its letter, which stays as it was told."""

    letter = models.ForeignKey(DecisionLetter, on_delete=models.PROTECT, related_name="corrections")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
    )
    text = models.TextField(_("correction"), max_length=5000)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("correction of a letter")
        verbose_name_plural = _("corrections of letters")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.at}"
