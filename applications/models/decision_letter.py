"""What an applicant will read of a decision, and when."""

import re
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, Site

from applications.models.application import Application
from applications.models.decision import Decision
from applications.models.status import APPLICANT_LABELS, TOLD_BY_LETTER, Status
from authorities.models import Owned, OwnedQuerySet


class LetterTemplate(Owned):
    """How an authority's letters about one decision begin; words in braces are filled in."""

    WORDS = ("contact", "business", "challenge", "reference")
    BRACES = re.compile(r"\{([^{}]*)\}")

    status = models.CharField(
        _("decision"),
        max_length=16,
        choices=[(status.value, status.label) for status in TOLD_BY_LETTER],
    )
    text = models.TextField(
        _("letter"),
        max_length=5000,
        help_text=_(
            "Words in braces are filled in: {contact}, {business}, {challenge}, {reference}."
        ),
    )

    panels = [FieldPanel("status"), FieldPanel("text")]

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "status"],
                name="one_template_a_decision",
                violation_error_message=_("There is a template for this decision already."),
            ),
        ]

    def __str__(self) -> str:
        return str(Status(self.status).label) if self.status else ""

    def clean(self) -> None:
        """Refuse braces that nothing would fill."""
        super().clean()
        unknown = [word for word in self.BRACES.findall(self.text) if word not in self.WORDS]
        if unknown:
            raise ValidationError(
                {
                    "text": _("Nothing can be filled in for {%(word)s}. Use one of: %(known)s.")
                    % {
                        "word": unknown[0],
                        "known": ", ".join(f"{{{known}}}" for known in self.WORDS),
                    }
                }
            )


class Release(models.Model):
    """Several letters that become visible together, at one instant."""

    authority = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="releases")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)
    visible_at = models.DateTimeField(_("visible from"))
    mailed_at = models.DateTimeField(_("mail queued"), null=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-decided_at"]
        indexes = [
            models.Index(
                fields=["visible_at"],
                condition=models.Q(mailed_at=None, stopped_at=None),
                name="release_to_mail",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.visible_at}"


class LetterQuerySet(models.QuerySet):
    """Letters, by what their applicants know of them."""

    def for_authority(self, authority: Site) -> Self:
        """Return the letters of this authority alone."""
        return self.filter(application__authority=authority)

    def told(self, now: datetime) -> Self:
        """Return what applicants can read at this instant, the last one first."""
        return self.filter(voided_at=None, release__visible_at__lte=now).order_by(
            "-release__visible_at", "-pk"
        )

    def untold(self, now: datetime) -> Self:
        """Return what stands, and no applicant can read yet."""
        later = models.Q(release=None) | models.Q(release__visible_at__gt=now)
        return self.filter(later, voided_at=None)

    def unplanned(self) -> Self:
        """Return what stands in no release yet, whether on hold or not."""
        return self.filter(voided_at=None, release=None)


class DecisionLetter(models.Model):
    """The letter about one decision: a draft of staff until its release makes it visible.

    `comments` is a list of `{"criterion", "name", "comment"}`, `scores` of
    `{"criterion", "name", "weight", "mean", "maximum"}`, empty where none are shown.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="letter")
    status = models.CharField(_("decision"), max_length=16, choices=Status)
    text = models.TextField(_("letter"), max_length=5000, blank=True)
    comments = models.JSONField(_("comments by criterion"), default=list)
    scores = models.JSONField(_("scores"), default=list)
    stronger = models.TextField(_("what would have made it stronger"), max_length=5000, blank=True)
    shows_scores = models.BooleanField(_("show the scores"), default=False)
    held_because = models.CharField(_("on hold, because"), max_length=500, blank=True)
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, null=True, related_name="letters"
    )
    # Empty while it stands; a decision that was taken back takes its letter along.
    voided_at = models.DateTimeField(_("taken back"), null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter about a decision")
        verbose_name_plural = _("letters about decisions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.status}"

    @property
    def is_on_hold(self) -> bool:
        """Whether it stays untold until somebody takes it off hold."""
        return bool(self.held_because)

    @property
    def heading(self) -> str:
        """The decision, in words for the applicant."""
        return str(APPLICANT_LABELS[Status(self.status)])

    @property
    def has_feedback(self) -> bool:
        """Whether it tells the applicant more than the decision."""
        return bool(self.stronger.strip() or any(row["comment"].strip() for row in self.comments))

    def is_told(self, now: datetime) -> bool:
        """Return whether the applicant can read it at this instant."""
        return bool(not self.voided_at and self.release and self.release.visible_at <= now)
