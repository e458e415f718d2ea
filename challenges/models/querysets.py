"""Challenges, in the words of the people who look for them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageManager, PageQuerySet, PageViewRestriction, Site

from authorities.scope import below, listed_authorities
from challenges.models.status import Stage


def is_open(now: datetime) -> Q:
    """Return the condition for what takes applications at this instant."""
    return Q(stage=Stage.NONE, opens_at__lte=now, closes_at__gt=now)


def is_announced(now: datetime) -> Q:
    """Return the condition for what is announced at this instant, and opens later."""
    return Q(stage=Stage.NONE, announced_at__lte=now, opens_at__gt=now)


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Return what is published, and in no part of a tree that is not for everybody.

    As `live().public()`, but in one query with whatever else is asked.
    """
    place = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    private = PageViewRestriction.objects.alias(place=place)
    return pages.live().exclude(Exists(private.filter(place__startswith=F("page__path"))))


class ChallengeQuerySet(PageQuerySet):
    """Challenges by state, authority and theme. Time is an argument, never a column."""

    def scheduled_at(self, now: datetime) -> Self:
        """Return what opens later than this instant."""
        return self.filter(stage=Stage.NONE, opens_at__gt=now)

    def announced_at(self, now: datetime) -> Self:
        """Return what is announced at this instant, and opens later."""
        return self.filter(is_announced(now))

    def open_at(self, now: datetime) -> Self:
        """Return what takes applications at this instant."""
        return self.filter(is_open(now))

    def readable(self) -> Self:
        """Return what is published, and in no part of a tree that is not for everybody."""
        return readable(self)

    def outside(self, private: Iterable[str]) -> Self:
        """Return what stands in none of these parts of the trees: the beginnings of paths."""
        return self.exclude(below(private))

    def for_authority(self, authority: Site) -> Self:
        """Return what stands in the authority's own tree."""
        return self.filter(path__startswith=authority.root_page.path)

    def listed_on(self, authority: Site) -> Self:
        """Return what the authority's site lists.

        Its own challenges; on a shared marketplace also those of every authority that agreed.
        """
        listed = listed_authorities(authority)
        return self.filter(below(found.site.root_page.path for found in listed))


ChallengeManager = PageManager.from_queryset(ChallengeQuerySet)
