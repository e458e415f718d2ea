"""Who was asked to work for an authority."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.models.owned import OwnedQuerySet

LINK_LASTS = timedelta(hours=72)


class InvitationQuerySet(OwnedQuerySet):
    """Invitations, by whether somebody still waits for an answer."""

    def waiting(self) -> Self:
        """Return what was neither accepted nor withdrawn, whether or not its link still works."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """An address that was asked to take these roles. Its link works once, and for 72 hours.

    Whether somebody has an account at the address is looked up when the link is opened, never
    before: nobody learns it from an invitation.
    """

    authority = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("email address"))
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    roles = models.JSONField(_("roles"), default=list)
    # Of the link's secret, which the mail alone holds. None, as many may be, where it is void.
    digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                "authority",
                Lower("email"),
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_waiting_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def works_until(self) -> datetime:
        """When the link ends."""
        return self.sent_at + LINK_LASTS

    def works(self, now: datetime) -> bool:
        """Return whether the link opens something now."""
        is_waiting = self.accepted_at is None and self.withdrawn_at is None
        return bool(self.digest) and is_waiting and now < self.works_until
