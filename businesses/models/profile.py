"""What a business says of itself once, for all that it does here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.details import BusinessDetails


class Profile(BusinessDetails):
    """One person's business. Read by them alone; an application takes a copy of the details."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="business_profile"
    )
    # They write from the address that they sign in with, and consent with each application.
    email = None  # type: ignore[assignment]
    consented_at = None  # type: ignore[assignment]
    sectors = models.CharField(_("sectors"), max_length=200, blank=True)
    what_it_does = models.CharField(_("what your business does"), max_length=500, blank=True)
    # Slugs, not rows: a theme is the same at every authority that has it.
    themes = models.JSONField(_("themes"), default=list, blank=True)
    wants_recommendations = models.BooleanField(_("recommend challenges"), default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("business profile")
        verbose_name_plural = _("business profiles")

    def __str__(self) -> str:
        return self.business_name
