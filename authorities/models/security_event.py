"""What happened to the accounts of people who work for an authority."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.models.record import Record, RecordQuerySet


class SecurityEventQuerySet(RecordQuerySet):
    """Events by whom they concern."""

    def for_authority(self, authority: Site) -> "SecurityEventQuerySet":
        """Return what was done at this authority, and to whoever works for it."""
        return self.filter(
            models.Q(authority=authority)
            | models.Q(authority=None, person__groups__authority_group__authority=authority)
        ).distinct()


class SecurityEvent(Record):
    """One event: `actor` did it, to the account of `person`; nobody knows who typed a password."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        SIGN_IN_FAILED = "sign_in_failed", _("Wrong password or code")
        SIGN_IN_WAITS = "sign_in_waits", _("Has to wait after wrong passwords or codes")
        SIGNED_OUT = "signed_out", _("Signed out")
        SESSIONS_ENDED = "sessions_ended", _("Other sessions ended")
        RESET_ASKED = "reset_asked", _("New password asked for")
        PASSWORD_CHANGED = "password_changed", _("Password changed")
        ADDRESS_CHANGED = "address_changed", _("Email address changed")
        FACTOR_ADDED = "factor_added", _("Second factor added")
        FACTOR_REMOVED = "factor_removed", _("Second factor removed")
        RECOVERY_CODE_USED = "recovery_code_used", _("Recovery code used")
        INVITED = "invited", _("Invited")
        JOINED = "joined", _("Invitation accepted")
        ROLE_GIVEN = "role_given", _("Role given")
        ROLE_ENDED = "role_ended", _("Role ended")
        SUSPENDED = "suspended", _("Suspended")
        RESTORED = "restored", _("Suspension ended")
        HANDED_OVER = "handed_over", _("Open work handed over")
        REFUSED = "refused", _("Refused")

    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("whose account"),
    )
    authority = models.ForeignKey(Site, on_delete=models.CASCADE, null=True, related_name="+")
    network = models.GenericIPAddressField(_("network address"), null=True)
    about = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = SecurityEventQuerySet.as_manager()  # type: ignore[misc]  # more than the base has

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person or ''}"
