"""Mail that was queued: what it was about, and that it was queued once."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.models import Email
from wagtail.models import Site


class SentMail(models.Model):
    """One mail of an authority. Two with the same `key` are the same mail: the second is none."""

    authority = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    mail = models.OneToOneField(
        Email, on_delete=models.SET_NULL, null=True, related_name="sent_mail"
    )
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(max_length=200, unique=True)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)

    class Meta:
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mails")

    def __str__(self) -> str:
        return self.key
