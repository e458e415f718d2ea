"""What applications are assessed by, and what a panel agreed on."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from applications.models.application import Application


class Criterion(Orderable):
    """One criterion. The page type adds the relation to its page; scores name it by its key."""

    name = models.CharField(_("name"), max_length=80, help_text=_("A few words, like Impact."))
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("In per cent; the weights of all criteria add up to 100."),
    )
    guidance = models.CharField(
        _("guidance"),
        max_length=300,
        blank=True,
        help_text=_("One sentence: what a strong application shows."),
    )
    minimum = models.PositiveSmallIntegerField(
        _("minimum"),
        null=True,
        blank=True,
        help_text=_("A mean score below it is marked. Leave empty for none."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("weight"),
        FieldPanel("guidance"),
        FieldPanel("minimum"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return self.name


class NotApplicable(models.Model):
    """A criterion that does not apply to one application, for all its assessors."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="not_applicable"
    )
    criterion = models.PositiveBigIntegerField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("criterion that does not apply")
        verbose_name_plural = _("criteria that do not apply")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="not_applicable_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.criterion}"


class AgreedScore(models.Model):
    """What the panel agreed on for one criterion, beside the single scores; the last one counts."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="agreed_scores"
    )
    criterion = models.PositiveBigIntegerField()
    score = models.PositiveSmallIntegerField(_("score"))
    reason = models.TextField(_("reason"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("agreed score")
        verbose_name_plural = _("agreed scores")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.criterion}"
