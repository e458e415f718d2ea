"""A search that somebody wants to hear of."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.models import Subscriber


class Frequency(models.TextChoices):
    """How often somebody wants a mail at most."""

    AT_ONCE = "at_once", _("As soon as there is one")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class SavedSearchQuerySet(models.QuerySet):
    """Saved searches, as far as they were confirmed."""

    def confirmed(self) -> Self:
        """Return those whose address is known to be the person's own."""
        return self.exclude(confirmed_at=None)


class SavedSearch(models.Model):
    """A search that a subscriber wants to hear of, when something new fits.

    `query` is the listing's address after the question mark. What began to be open until
    `told_until` was told, or was there before.
    """

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="saved_searches"
    )
    query = models.CharField(max_length=500, blank=True)
    frequency = models.CharField(
        _("how often"), max_length=8, choices=Frequency, default=Frequency.DAILY
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    told_until = models.DateTimeField(default=timezone.now)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "query"], name="saved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber_id}: {self.query}"
