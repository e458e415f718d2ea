"""What was counted against a limit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RateCount(models.Model):
    """When something was done that a limit counts, by one person, browser or network.

    `key` is a digest, so that the table holds no address. `moments` are seconds since 1970.
    """

    key = models.CharField(max_length=64, primary_key=True)
    moments = models.JSONField(default=list)
    # Nothing is read of the row after this.
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("rate count")
        verbose_name_plural = _("rate counts")

    def __str__(self) -> str:
        return self.key
