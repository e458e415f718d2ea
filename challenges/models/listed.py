"""What the listing counts: one narrow row for each published challenge."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import connection, models
from django.db.models.expressions import RawSQL
from wagtail.models import Site

from authorities.scope import below, listed_authorities
from challenges.models.challenge import ChallengePage
from challenges.models.querysets import is_open

# A thousand keys as a thousand parameters take longer to bind than their rows to be found.
KEYS = {
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json)",
    "sqlite": "SELECT value FROM json_each(%s)",
}


class ListingEntryQuerySet(models.QuerySet):
    """Published challenges, as the listing narrows and orders them."""

    def on(self, site: Site, private: Iterable[str]) -> Self:
        """Return what the site lists and everybody may read.

        `private` are the beginnings of the paths that not everybody may.
        """
        listed = below(found.site.root_page.path for found in listed_authorities(site))
        return self.filter(listed).exclude(below(private))

    def among(self, keys: Iterable[int]) -> Self:
        """Return the rows with these keys, however many."""
        asked = RawSQL(KEYS[connection.vendor], [json.dumps([*keys])])  # noqa: S611 - our own text
        return self.filter(pk__in=asked)

    def open_at(self, now: datetime) -> Self:
        """Return what takes applications at this instant."""
        return self.filter(is_open(now))

    def not_open_at(self, now: datetime) -> Self:
        """Return the rest."""
        return self.exclude(is_open(now))


# Prizes are counted by size: under the first limit, from there to the next, and so on.
PRIZE_LIMITS = (10_000, 25_000, 50_000, 100_000)


def prize_band(prize: int | None) -> str:
    """Return the first limit that a prize lies below, `more`, or `unsaid` where there is none."""
    if prize is None:
        return "unsaid"
    return next((str(limit) for limit in PRIZE_LIMITS if prize < limit), "more")


class ListingEntry(models.Model):
    """What a published challenge is filtered and counted by.

    `challenges.listing.listing_index` keeps it in step.

    A row is a hundred bytes, where a page and its brief have ten thousand: a hundred thousand of
    them are counted while somebody waits. Nobody reads it: what is shown comes from the page.
    """

    page = models.OneToOneField(
        ChallengePage, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    path = models.CharField(max_length=255)
    stage = models.CharField(max_length=20, blank=True)
    announced_at = models.DateTimeField(null=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    programme_id = models.PositiveIntegerField(null=True)
    directorate_id = models.PositiveIntegerField(null=True)
    # The keys of its themes in their order, with spaces between.
    themes = models.CharField(max_length=255, blank=True)
    prize = models.PositiveIntegerField(null=True)
    # All that it is counted by, but for time and programme: few values, in one column.
    group_key = models.TextField()

    objects = ListingEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["stage", "closes_at"], name="listed_by_closing"),
            models.Index(fields=["closes_at"], name="listed_by_last_day"),
            models.Index(fields=["opens_at"], name="listed_by_opening"),
            models.Index(fields=["programme_id"], name="listed_by_programme"),
        ]

    def __str__(self) -> str:
        return self.path

    def compute_group_key(self) -> str:
        """Return what it is counted by: where it is, stage, size of prize, directorate, themes."""
        above = self.path[: -ChallengePage.steplen]
        parts = (above, self.stage, prize_band(self.prize), self.directorate_id or "", self.themes)
        return "|".join(map(str, parts))
