"""What was asked about a brief, and answered for everybody."""

from typing import Self

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from authorities.models import Owned
from authorities.models.owned import OwnedQuerySet


class ClarificationQuerySet(OwnedQuerySet):
    """Clarifications, by how far they have come."""

    def waiting(self) -> Self:
        """Return what is neither answered in public nor declined."""
        return self.filter(published_at=None, declined_reason="")

    def published(self) -> Self:
        """Return what everybody can read, the newest first."""
        return self.exclude(published_at=None).order_by("-published_at", "-pk")

    def in_answering_order(self) -> Self:
        """Return what waits first, the oldest before all; then the rest, the newest first."""
        waits = models.Q(published_at=None, declined_reason="")
        return self.annotate(
            is_done=models.Case(
                models.When(waits, then=0), default=1, output_field=models.SmallIntegerField()
            ),
            waits_since=models.Case(models.When(waits, then=models.F("asked_at"))),
        ).order_by("is_done", "waits_since", "-asked_at", "-pk")


class Clarification(Owned):
    """One question about a brief, and its public answer.

    Nothing says who asked: it is neither asked for nor kept. `asked_text` may still tell, so it is
    for staff alone; the public reads `question`.
    """

    page = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        on_delete=models.CASCADE,
        related_name="clarifications",
        help_text=_("The challenge that the question is about."),
    )
    asked_text = models.TextField(_("as it was asked"), blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    question = models.TextField(
        _("question, for everybody"),
        max_length=1000,
        blank=True,
        help_text=_("Shorten and correct it as you like. Never say who asked it."),
    )
    answer = models.TextField(
        _("answer"), blank=True, help_text=_("In plain words, for everybody.")
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    declined_reason = models.TextField(
        _("why it is not answered"),
        max_length=1000,
        blank=True,
        help_text=_("To put a question aside, write why. Only staff read this."),
    )
    # When the mail about it went to who is applying.
    told_at = models.DateTimeField(null=True, editable=False)

    objects = ClarificationQuerySet.as_manager()  # type: ignore[misc]

    panels = [
        FieldPanel("page", widget=forms.Select),
        FieldPanel("asked_text", read_only=True),
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldPanel("is_published"),
        MultiFieldPanel(
            [FieldPanel("declined_reason")], heading=_("Not for the public"), classname="collapsed"
        ),
    ]

    class Meta:
        verbose_name = _("clarification")
        verbose_name_plural = _("clarifications")
        indexes = [
            models.Index(fields=["page", "published_at"], name="clarifications_of_page"),
        ]

    def __str__(self) -> str:
        text = self.question or self.asked_text
        return text if len(text) <= 80 else f"{text[:79]}…"

    @property
    def is_declined(self) -> bool:
        """Whether it was put aside."""
        return bool(self.declined_reason)

    @property
    def state(self) -> str:
        """How far it has come, in words."""
        if self.published_at:
            return gettext("Published")
        return gettext("Put aside") if self.is_declined else gettext("Waits for an answer")
