"""Which authorities have the problem of a challenge, as everybody reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Site

from authorities.caching.fragments import remember
from authorities.models import AuthoritySettings
from authorities.narrowing.acting import everything
from authorities.scope import known_authorities
from challenges.models import ChallengePage, Joining
from challenges.models.querysets import ChallengeQuerySet


@dataclass(frozen=True)
class Joined:
    """An authority that has the problem, too, and what it says of it."""

    authority: AuthoritySettings
    joining: Joining


@dataclass(frozen=True)
class Origin:
    """Whose brief a copy began as; no address where that is no longer published."""

    title: str
    authority: str
    url: str = ""


@dataclass(frozen=True)
class Need:
    """Who has a challenge's problem besides the authority that asks, and where it came from."""

    others: list[Joined]
    origin: Origin | None = None

    @property
    def said(self) -> str:
        """How many authorities have the problem; nothing where only the one that asks does."""
        return said_of(len(self.others))

    @property
    def people_said(self) -> str:
        """How many people that concerns, and how many authorities say so."""
        numbers = [one.joining.people for one in self.others if one.joining.people is not None]
        if not numbers:
            return ""
        people = number_format(sum(numbers), force_grouping=True)
        return ngettext(
            "It concerns %(people)s people with the authority that says how many.",
            "It concerns %(people)s people with the %(number)d authorities that say how many.",
            len(numbers),
        ) % {"people": people, "number": len(numbers)}


def said_of(others: int) -> str:
    """Return how many authorities have a problem, in words: the one that asks, and these."""
    return _("%d authorities have this problem") % (others + 1) if others else ""


def need_of(page: ChallengePage, site: Site) -> Need:
    """Return who has the problem of the challenge. One query, kept with the page object."""
    if not page.pk:
        return Need([])
    if not hasattr(page, "_need"):
        page._need = remember(  # type: ignore[attr-defined]
            ("need", page.pk, site.pk), lambda: _read(page, site)
        )
    return page._need  # type: ignore[attr-defined]


def _read(page: ChallengePage, site: Site) -> Need:
    public = Joining.objects.public().filter(challenge=page.pk).values("pk")
    rows = Joining.objects.filter(Q(pk__in=public) | Q(copy=page.pk))
    found = list(rows.select_related("challenge").order_by("agreed_at", "pk"))
    known = {one.site_id: one for one in known_authorities(site)}
    return Need(
        [
            Joined(known[one.authority_id], one)
            for one in found
            if one.challenge_id == page.pk and one.authority_id in known
        ],
        next((_origin(one) for one in found if one.copy_id == page.pk), None),
    )


def _origin(joining: Joining) -> Origin:
    source = joining.challenge
    # A preview shows to the copy's editors what the public will read.
    with everything():
        is_public = ChallengePage.objects.readable().filter(pk=joining.challenge_id).exists()
    if source and is_public:
        return Origin(source.title, joining.owner_name, source.full_url or "")
    return Origin(joining.challenge_title, joining.owner_name)


def with_others(pages: ChallengeQuerySet) -> ChallengeQuerySet:
    """Return the challenges, each with how many other authorities have its problem as `others`."""
    joined = Joining.objects.public().filter(challenge=OuterRef("pk")).order_by()
    number = joined.values("challenge").annotate(number=Count("pk")).values("number")
    return pages.annotate(others=Coalesce(Subquery(number), 0))


def count_others(pages: Iterable[Page]) -> dict[int, int]:
    """Return of each challenge how many other authorities have its problem. One query."""
    found = Joining.objects.public().filter(challenge__in=[page.pk for page in pages]).order_by()
    return dict(found.values_list("challenge").annotate(number=Count("pk")))
