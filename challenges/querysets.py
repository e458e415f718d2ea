"""Challenges, in the words of the people who look for them."""

from datetime import datetime
from typing import Self

from django.db.models import Count, Q
from wagtail.models import PageManager, PageQuerySet, Site

from authorities.scope import listed_authorities
from challenges.status import ENDED_EARLY, Stage


class ChallengeQuerySet(PageQuerySet):
    """Challenges by state, authority and theme. Time is an argument, never a column."""

    def scheduled_at(self, now: datetime) -> Self:
        """Return what opens later than this instant."""
        return self.filter(stage=Stage.NONE, opens_at__gt=now)

    def open_at(self, now: datetime) -> Self:
        """Return what takes applications at this instant."""
        return self.filter(stage=Stage.NONE, opens_at__lte=now, closes_at__gt=now)

    def not_open_at(self, now: datetime) -> Self:
        """Return the rest: what opens later, has closed, or was ended."""
        return self.exclude(stage=Stage.NONE, opens_at__lte=now, closes_at__gt=now)

    def count_open_and_others(self, now: datetime) -> tuple[int, int]:
        """Return how many take applications at this instant, and how many do not; one query."""
        is_open = Q(stage=Stage.NONE, opens_at__lte=now, closes_at__gt=now)
        counted = self.aggregate(every=Count("pk"), is_open=Count("pk", filter=is_open))
        return counted["is_open"], counted["every"] - counted["is_open"]

    def being_decided_at(self, now: datetime) -> Self:
        """Return what has closed and has no selection yet."""
        return self.filter(
            Q(stage=Stage.NONE, closes_at__lte=now) | Q(stage__in=[Stage.ASSESSING, Stage.MATCHED])
        )

    def decided(self) -> Self:
        """Return what has a selection, whatever became of it."""
        return self.filter(
            stage__in=[
                Stage.SELECTED,
                Stage.SHOWCASED,
                Stage.PROCUREMENT_PENDING,
                Stage.PROCURED,
                Stage.NOT_PROCURED,
            ]
        )

    def ended_early(self) -> Self:
        """Return what was withdrawn, cancelled or found no suitable application."""
        return self.filter(stage__in=list(ENDED_EARLY))

    def for_authority(self, authority: Site) -> Self:
        """Return what stands in the authority's own tree."""
        return self.filter(path__startswith=authority.root_page.path)

    def listed_on(self, authority: Site) -> Self:
        """Return what the authority's site lists.

        Its own challenges; on a shared marketplace also those of every authority that agreed.
        """
        condition = Q()
        for found in listed_authorities(authority):
            condition |= Q(path__startswith=found.site.root_page.path)
        return self.filter(condition)


ChallengeManager = PageManager.from_queryset(ChallengeQuerySet)
