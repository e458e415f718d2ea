"""Who watches, and what must not be erased."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from applications.models.application import Application
from authorities.models import OwnedQuerySet


class Observer(models.Model):
    """Somebody who may read one page's applications and record, and change nothing."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="observers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="observed"
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField(_("named"), default=timezone.now)

    class Meta:
        verbose_name = _("observer")
        verbose_name_plural = _("observers")
        constraints = [
            models.UniqueConstraint(fields=["page", "user"], name="one_observer_a_page"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.user_id}"


class SealOverride(models.Model):
    """A look at a sealed application that was needed: it opens for one person, for an hour."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="looks")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("look at a sealed application")
        verbose_name_plural = _("looks at sealed applications")

    def __str__(self) -> str:
        return f"{self.application_id}: {self.actor_id}"


class LegalHold(models.Model):
    """What must be kept whatever the periods say: one application, or a whole page's."""

    authority = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("since"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted"), null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.application_id or ''}"
