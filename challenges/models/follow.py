"""Who wants to hear what becomes of a challenge."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.models import Subscriber


class FollowQuerySet(models.QuerySet):
    """Follows, as far as they were confirmed."""

    def confirmed(self) -> Self:
        """Return those whose address is known to be the person's own."""
        return self.exclude(confirmed_at=None)


class Follow(models.Model):
    """One subscriber follows one challenge, once a link in a mail confirmed it."""

    page = models.ForeignKey(
        "challenges.ChallengePage", on_delete=models.CASCADE, related_name="follows"
    )
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="follows")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = FollowQuerySet.as_manager()

    # Where a page is followed is nobody's to see in the page editor.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(fields=["page", "subscriber"], name="followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.subscriber_id}"
