"""Somebody who works on a draft beside its contact."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.draft import Draft
from applications.models.reference import new_secret


class Colleague(models.Model):
    """Invited by email. Their private address opens for who has proven theirs, until removed."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="colleagues")
    email = models.EmailField(_("email address"))
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    joined_at = models.DateTimeField(_("joined"), null=True)
    removed_at = models.DateTimeField(_("removed"), null=True)

    class Meta:
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "email"],
                condition=models.Q(removed_at=None),
                name="one_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def private_path(self) -> str:
        """The path of the colleague's own address of the draft."""
        return reverse("application", args=[self.secret])
