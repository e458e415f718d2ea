"""What becomes of a selected application."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application


class Procurement(models.Model):
    """Who sees to it that an outcome is reached, by when, and what it was."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="procurement"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("owner"),
    )
    due_on = models.DateField(_("outcome due"))
    reminded_at = models.DateTimeField(null=True)
    value = models.PositiveIntegerField(_("value in pounds"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Value and date are shown on the brief.")
    )

    class Meta:
        verbose_name = _("procurement")
        verbose_name_plural = _("procurements")

    def __str__(self) -> str:
        return f"{self.application_id}"
