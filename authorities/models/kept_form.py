"""What somebody sent after their session was over."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    """Return a name that nobody guesses."""
    return secrets.token_urlsafe(24)


class KeptForm(models.Model):
    """A form that waits until the person at `email` has signed in again."""

    secret = models.CharField(max_length=64, primary_key=True, default=new_secret)
    email = models.EmailField()
    # For an account that a code opens; then this is also shown to staff who proved the address.
    is_by_code = models.BooleanField()
    path = models.CharField(max_length=500)
    # Names and values, encrypted.
    fields = models.TextField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.path
