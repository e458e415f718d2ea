"""A question or a complaint about a decision, and the answer by somebody who did not decide."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from applications.models.application import Application
from applications.models.decision_letter import DecisionLetter


class ComplaintQuerySet(models.QuerySet):
    """Complaints by whose they are and what waits."""

    def for_authority(self, authority: Site) -> "ComplaintQuerySet":
        """Return those about this authority's decisions alone."""
        return self.filter(application__authority=authority)

    def waiting(self) -> "ComplaintQuerySet":
        """Return those without an answer, the one that is due first before the others."""
        return self.filter(answered_at=None).order_by("due_at", "pk")


class Complaint(models.Model):
    """What an applicant asks or objects to about a letter. One at a time waits for its answer."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("A question about the decision")
        COMPLAINT = "complaint", _("A complaint: the decision, or how it was made, was wrong")

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("We agree")
        PARTLY = "partly", _("We agree in part")
        NOT_UPHELD = "not_upheld", _("We do not agree")

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="complaints"
    )
    letter = models.ForeignKey(DecisionLetter, on_delete=models.PROTECT, related_name="complaints")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("what was asked"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    due_at = models.DateTimeField(_("answer by"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    # Empty for a question.
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("question or complaint about a decision")
        verbose_name_plural = _("questions and complaints about decisions")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at=None),
                name="one_complaint_waits_an_application",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(answered_at=None), name="complaint_by_due_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.kind}"

    def is_late(self, now: datetime) -> bool:
        """Return whether the day by which it was to be answered is over."""
        return self.answered_at is None and self.due_at <= now
