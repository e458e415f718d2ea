"""The rows of a brief: questions of its form, criteria."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from applications.models import Question


class ChallengeQuestion(Question):
    """A question on a challenge's application form."""

    page = ParentalKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="questions"
    )


class Criterion(Orderable):
    """What applications are assessed by."""

    page = ParentalKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="criteria"
    )
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

    panels = [FieldPanel("name"), FieldPanel("weight"), FieldPanel("guidance")]

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return self.name
