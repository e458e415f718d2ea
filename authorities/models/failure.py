"""What went wrong in a page or a job, for who sees to the installation."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Failure(models.Model):
    """One answer of 500, or a job that failed: where and what kind, and by which id the log has it.

    Nothing that somebody typed is in it.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    place = models.CharField(_("where"), max_length=100)
    kind = models.CharField(_("what"), max_length=100)
    request_id = models.CharField(_("id in the log"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("failure")
        verbose_name_plural = _("failures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}"
