"""A report to a funder: the manager's text, and figures as they were at one instant."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from authorities.models import Owned


def new_secret() -> str:
    """Return what opens one report."""
    return get_random_string(32)


class ProgrammeReport(Owned):
    """What was reported of a programme; its figures never change."""

    programme = models.ForeignKey(
        "challenges.ProgrammePage", on_delete=models.CASCADE, related_name="reports"
    )
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("your own text"), blank=True)
    # Everything below the text, as `challenges.programmes.report.content` makes it.
    content = models.JSONField(default=dict)
    frozen_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    secret = models.CharField(max_length=32, unique=True, default=new_secret)
    # Sent with the form, so that what is sent twice is kept once.
    form_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-frozen_at", "-pk"]

    def __str__(self) -> str:
        return self.title
