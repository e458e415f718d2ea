"""What a programme learned: while it runs, and afterwards."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Site

from authorities.models import AuthoritySettings, Owned
from authorities.models.owned import OwnedQuerySet


class LessonQuerySet(OwnedQuerySet):
    """Lessons, by who may read them."""

    def readable_by(self, authority: Site) -> Self:
        """Return the authority's own, and those that others share, where all agreed to compare."""
        mine = models.Q(authority=authority)
        agreed = AuthoritySettings.objects.filter(shares_programmes=True)
        if not agreed.filter(site=authority).exists():
            return self.filter(mine)
        return self.filter(mine | models.Q(is_shared=True, authority__in=agreed.values("site")))


class Lesson(Owned):
    """One thing that worked, did not, or would be done differently."""

    class Kind(models.TextChoices):
        WORKED = "worked", _("Worked")
        DID_NOT = "did_not", _("Did not work")
        DIFFERENTLY = "differently", _("Would do differently")

    class Phase(models.TextChoices):
        PROPOSALS = "proposals", _("Finding problems")
        BRIEFS = "briefs", _("Workshops and briefs")
        CAMPAIGN = "campaign", _("Campaign and applications")
        ASSESSMENT = "assessment", _("Assessment and match")
        COHORT = "cohort", _("Cohort and one-to-ones")
        SHOWCASE = "showcase", _("Selection and showcase")
        PROCUREMENT = "procurement", _("Procurement")
        WHOLE = "whole", _("The whole programme")

    programme = models.ForeignKey(
        "challenges.ProgrammePage",
        verbose_name=_("programme"),
        on_delete=models.CASCADE,
        related_name="lessons",
    )
    challenge = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lessons",
        help_text=_("If it is about one."),
    )
    kind = models.CharField(_("what it is"), max_length=12, choices=Kind)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.WHOLE)
    theme = models.CharField(
        _("about"),
        max_length=60,
        blank=True,
        help_text=_("A word or two by which others find it: retention, budgets, data."),
    )
    text = models.CharField(_("the lesson"), max_length=400, help_text=_("One or two sentences."))
    evidence = models.TextField(_("evidence"), blank=True, help_text=_("How you know."))
    evidence_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A document that shows it."),
    )
    is_file_public = models.BooleanField(
        _("the public reads the file"),
        default=False,
        db_default=False,
        help_text=_("If the lesson is public. Else the public reads that it is kept."),
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("The programme's page shows it.")
    )
    is_shared = models.BooleanField(
        _("shared"),
        default=False,
        help_text=_("Programme managers of other authorities that agreed read it."),
    )
    learned_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = LessonQuerySet.as_manager()  # type: ignore[misc]

    panels = [
        FieldPanel("programme"),
        FieldPanel("challenge"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("phase")]),
        FieldPanel("theme"),
        FieldPanel("text"),
        FieldPanel("evidence"),
        FieldRowPanel([FieldPanel("evidence_file"), FieldPanel("is_file_public")]),
        FieldRowPanel([FieldPanel("is_public"), FieldPanel("is_shared")]),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["phase", "kind", "pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse a challenge of another programme."""
        super().clean()
        if (
            self.challenge
            and self.programme_id
            and self.challenge.programme_id != self.programme_id
        ):
            raise ValidationError({"challenge": _("Choose a challenge of this programme.")})
