"""One application, to be scored by one assessor."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.assessor import Assessor
from authorities.models import Record


class EndedBecause(models.TextChoices):
    """Why an assignment ended without its scores counting."""

    CONFLICT = "conflict", _("Conflict of interest")
    NOT_MY_FIELD = "field", _("Not my field")
    TOO_MANY = "many", _("Too many applications")
    TAKEN_BACK = "taken_back", _("Taken back by a moderator")


class Assignment(models.Model):
    """An assessor's work on one application: in hand, sent (locked), or ended.

    `key` stands in the assessor's addresses: random, so that it says nothing of the order in which
    applications were assigned. `version` is the application's when the scores were last sent.
    """

    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="assignments")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assignments"
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField(_("assigned"), default=timezone.now)
    due_at = models.DateTimeField(_("due"))
    saved_at = models.DateTimeField(_("saved"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    version = models.PositiveIntegerField(null=True)
    # Counts the saves, so that two windows do not overwrite each other unseen.
    revision = models.PositiveIntegerField(default=0)
    return_reason = models.TextField(_("why it was returned"), blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_because = models.CharField(_("reason"), max_length=12, choices=EndedBecause, blank=True)
    ended_text = models.CharField(_("in a sentence"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "application"],
                condition=models.Q(ended_at=None),
                name="assigned_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(sent_at=None, ended_at=None),
                name="in_hand_by_due_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessor_id}: {self.application_id}"

    @property
    def is_in_hand(self) -> bool:
        """Whether the assessor still works on it."""
        return self.ended_at is None and self.sent_at is None

    @property
    def counts(self) -> bool:
        """Whether its scores were sent and stand."""
        return self.ended_at is None and self.sent_at is not None


class Score(models.Model):
    """One criterion's score and comments as they stand: a draft until its assignment is sent."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.PositiveBigIntegerField()
    # 0 is a score; empty is none.
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    comment = models.TextField(_("comment for the applicant"), blank=True)
    private_comment = models.TextField(_("comment for the authority"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="one_score_each"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.criterion}"


class SentScores(Record):
    """One sending of an assignment's scores: what was said, and the criteria as they were.

    `scores` is a list of `{"criterion", "name", "weight", "score", "comment", "private_comment"}`.
    `version` is the application's that was assessed. `actor` is empty: the assessor sent it.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="sent_scores")
    number = models.PositiveIntegerField(_("version"))
    version = models.PositiveIntegerField(_("version of the application"))
    scores = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta(Record.Meta):
        verbose_name = _("sent scores")
        verbose_name_plural = _("sent scores")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="one_number_a_sending"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.number}"
