"""What moderator and applicant write to each other about an application."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application


class Message(models.Model):
    """One message. A request for information has a date by which to answer."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    # Empty when the applicant wrote it.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField(_("message"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    due_at = models.DateTimeField(_("answer by"), null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["application", "due_at"],
                condition=models.Q(due_at__isnull=False),
                name="request_by_due_time",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
