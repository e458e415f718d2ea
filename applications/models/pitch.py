"""A business shows its idea in person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application


class Pitch(models.Model):
    """When and where one applicant pitches, what they hand in before, and how it went."""

    # Under this name the file that is handed in stands among the draft's files.
    FILE = "pitch"

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="pitch")
    starts_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=200)
    hand_in = models.CharField(
        _("what to hand in before"),
        max_length=300,
        blank=True,
        help_text=_("Like: at most ten slides as a PDF. Leave empty for nothing."),
    )
    hand_in_by = models.DateTimeField(_("hand in by"), null=True, blank=True)
    how_it_went = models.TextField(_("how it went"), max_length=5000, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)

    class Meta:
        verbose_name = _("pitch")
        verbose_name_plural = _("pitches")

    def __str__(self) -> str:
        return f"{self.application_id}"
