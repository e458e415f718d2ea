"""What was decided about an application."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.status import Status
from authorities.models import Record


class IneligibleBecause(models.TextChoices):
    """Why an application is ineligible: a short list, so that the reasons can be counted."""

    WHO = "who", _("Cannot apply under the rules")
    INCOMPLETE = "incomplete", _("Incomplete, and not completed when asked")
    OFF_TOPIC = "off_topic", _("Does not answer the challenge")
    DUPLICATE = "duplicate", _("Sent twice")
    OTHER = "other", _("Another reason")


class Decision(Record):
    """One move of an application from one status to another."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    from_status = models.CharField(_("from"), max_length=16, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=16, choices=Status)
    because = models.CharField(
        _("reason, from the list"), max_length=12, choices=IneligibleBecause, blank=True
    )
    is_over_limit = models.BooleanField(_("over the limit"), default=False)

    class Meta(Record.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.get_to_status_display()}"
