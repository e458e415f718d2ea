"""Who may not work for an authority for now."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.models.owned import OwnedQuerySet


class Suspension(models.Model):
    """The roles that a person had at one authority, until somebody gives them back.

    They have none of them meanwhile; what they do for another authority is not touched.
    """

    authority = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    roles = models.JSONField(_("roles"), default=list)
    at = models.DateTimeField(_("since"), default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.UniqueConstraint(fields=["authority", "person"], name="one_suspension_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id}: {self.person_id}"
