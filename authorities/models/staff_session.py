"""Where a member of staff is signed in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StaffSession(models.Model):
    """One browser in which a person is signed in by password.

    The session holds the key, which opens nothing by itself: without its row the session is over.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_sessions"
    )
    browser = models.CharField(_("browser"), max_length=60)
    network = models.GenericIPAddressField(_("network address"), null=True)
    since = models.DateTimeField(_("since"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("staff session")
        verbose_name_plural = _("staff sessions")
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.browser
