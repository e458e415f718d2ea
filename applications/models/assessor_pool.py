"""People who may be asked to assess, for any of an authority's challenges."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from authorities.models import Owned


class PooledAssessor(Owned):
    """Somebody in the pool. Each challenge invites them anew."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"))
    body = models.CharField(
        _("from"), max_length=120, blank=True, help_text=_("The body that a guest works for.")
    )
    skills = models.CharField(
        _("skills"),
        max_length=250,
        blank=True,
        help_text=_("What they know well, like: housing, data protection, procurement."),
    )

    panels = [FieldPanel("name"), FieldPanel("email"), FieldPanel("body"), FieldPanel("skills")]

    class Meta:
        verbose_name = _("assessor in the pool")
        verbose_name_plural = _("pool of assessors")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "authority",
                Lower("email"),
                name="once_in_the_pool",
                violation_error_message=_("This address is in the pool already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
