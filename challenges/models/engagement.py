"""What happens around a brief before it opens: what was learned, and who could do something."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from businesses.models import Subscriber


class EngagementNote(models.Model):
    """What was learned before the opening, and what it changed: public, and dated.

    `former` are its earlier public versions: `{"day", "text", "until"}`, the oldest first.
    """

    page = ParentalKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="engagement_notes"
    )
    day = models.DateField(_("day"), help_text=_("The day on which you say it."))
    text = models.TextField(
        _("what was learned, and what has changed"),
        max_length=5000,
        help_text=_("For everybody, without names. A correction keeps what stood here before."),
    )
    former = models.JSONField(default=list, editable=False)

    panels = [FieldPanel("day"), FieldPanel("text")]

    class Meta:
        verbose_name = _("note of what was learned")
        verbose_name_plural = _("notes of what was learned")
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day}: {self.text[:60]}"


class InterestQuerySet(models.QuerySet):
    """Interests, as far as they were confirmed."""

    def confirmed(self) -> Self:
        """Return those whose address is known to be the person's own."""
        return self.exclude(confirmed_at=None)

    def waiting(self) -> Self:
        """Return those who are still to be told that the challenge has opened."""
        return self.confirmed().filter(told_at=None)


class Interest(models.Model):
    """What somebody could do about an announced challenge; no application.

    The last words that were confirmed count. Only staff of the authority read them.
    """

    page = models.ForeignKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="interests"
    )
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="interests")
    name = models.CharField(_("who"), max_length=120)
    text = models.TextField(_("what they could do"))
    link = models.CharField(_("link"), max_length=500, blank=True)
    said_at = models.DateTimeField(_("said"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    # When they were told that it has opened.
    told_at = models.DateTimeField(null=True)

    objects = InterestQuerySet.as_manager()

    # Who is interested in a page is nobody's to see in the page editor.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "subscriber"],
                condition=models.Q(confirmed_at__isnull=False),
                name="interested_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.subscriber_id}"
