"""What the open record said of a challenge, and when: one row for each public change."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from challenges.models.challenge import ChallengePage


class PublicReleaseQuerySet(models.QuerySet):
    """Releases by who may read them."""

    def on(self, site: Site) -> Self:
        """Return what the site publishes: valid, of challenges that it lists and all may read."""
        listed = ChallengePage.objects.readable().listed_on(site).order_by()
        return self.filter(is_valid=True, challenge__in=listed.values("pk"))


class PublicRelease(models.Model):
    """One release. Nothing in it changes, but for a name that has to go."""

    challenge = models.ForeignKey(
        ChallengePage, on_delete=models.CASCADE, related_name="public_releases"
    )
    number = models.PositiveIntegerField()
    ocid = models.CharField(max_length=120)
    at = models.DateTimeField(_("when"))
    # When time alone changes what is public next; of the last release only.
    next_at = models.DateTimeField(null=True, db_index=True)
    body = models.JSONField()
    # What the challenge was to a program then; the next release is compared with it.
    facts = models.JSONField()
    # Why it is not published, in words; empty where it is.
    faults = models.JSONField(default=list)
    is_valid = models.BooleanField(default=True)

    objects = PublicReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("public release")
        verbose_name_plural = _("public releases")
        ordering = ["challenge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="one_release_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.ocid}-{self.number}"
