"""What was sent, each time it was."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application


class SentVersion(models.Model):
    """One sending of an application: what it said, and the form as it was. Written once.

    `files` maps a question's name to `{"pk", "name", "size"}` of its file.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="sent_versions"
    )
    number = models.PositiveIntegerField(_("version"))
    details = models.JSONField(encoder=DjangoJSONEncoder)
    answers = models.JSONField(encoder=DjangoJSONEncoder)
    questions = models.JSONField()
    files = models.JSONField(default=dict)
    at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("sent version")
        verbose_name_plural = _("sent versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_number_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.number}"
