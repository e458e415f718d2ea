"""What has what was chosen in each facet, and in which order, as the database is asked for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Case, CharField, F, Q, Value, When
from wagtail.models import Site

from authorities.scope import below, listed_authorities
from challenges.listing.facets.definitions import FacetDefinition
from challenges.models import ChallengePage, ListingEntryQuerySet
from challenges.models.listed import PRIZE_LIMITS
from challenges.models.querysets import is_announced, is_open
from challenges.models.status import ENDED_EARLY, Stage

# Paths of authorities' front pages, each with the value that stands for it.
Roots = tuple[tuple[str, str], ...]


def roots_of(site: Site) -> Roots:
    """Return where each authority that the site lists begins, with the value that it has."""
    return tuple(
        (found.site.root_page.path, found.site.root_page.slug) for found in listed_authorities(site)
    )


def first_matching(conditions: list[tuple[str, Q]], otherwise: str) -> Case:
    """Return the name of the first condition that holds."""
    return Case(
        *(When(condition, then=Value(name)) for name, condition in conditions),
        default=Value(otherwise),
        output_field=CharField(),
    )


def state_conditions(now: datetime) -> dict[str, Q]:
    """Return what a challenge of each state has; the states leave no gap and no overlap."""
    return {
        "open": is_open(now),
        "announced": is_announced(now),
        "scheduled": Q(stage=Stage.NONE, opens_at__gt=now) | Q(stage=Stage.NONE, opens_at=None),
        "ended": Q(stage__in=list(ENDED_EARLY)),
        "deciding": Q(stage__in=[Stage.NONE, Stage.ASSESSING, Stage.MATCHED]),
        "decided": ~Q(stage__in=list(ENDED_EARLY)),
    }


def closes_within(days: str, now: datetime) -> Q:
    """Return the condition for what is open and closes in so many days."""
    return is_open(now) & Q(closes_at__lte=now + timedelta(days=int(days)))


def prize_conditions() -> dict[str, Q]:
    """Return what a challenge of each size has, as far as none before holds."""
    return {
        "unsaid": Q(prize=None),
        **{str(limit): Q(prize__lt=limit) for limit in PRIZE_LIMITS},
    }


def narrow(
    listed: ListingEntryQuerySet,
    known: Mapping[str, FacetDefinition],
    chosen: Mapping[str, set[str]],
    site: Site,
    now: datetime,
) -> ListingEntryQuerySet:
    """Return what has one of the chosen values in each facet."""
    through = ChallengePage.themes.through
    for name, wanted in chosen.items():
        if name == "theme":
            themes = through.objects.filter(theme__in=known[name].known.keys_of(wanted))
            listed = listed.filter(pk__in=themes.values("challengepage_id"))
        elif name in ("programme", "directorate"):
            listed = listed.filter(**{f"{name}_id__in": known[name].known.keys_of(wanted)})
        elif name == "closing":
            listed = listed.filter(closes_within(max(wanted, key=int), now))
        elif name == "authority":
            listed = listed.filter(below(path for path, slug in roots_of(site) if slug in wanted))
        else:
            conditions = state_conditions(now) if name == "state" else prize_conditions()
            otherwise = "" if name == "state" else "more"
            listed = listed.alias(
                **{f"its_{name}": first_matching([*conditions.items()], otherwise)}
            ).filter(**{f"its_{name}__in": wanted})
    return listed


def ordered_by(listed: ListingEntryQuerySet, order: str) -> ListingEntryQuerySet:
    """Return the rows in this order; what has no such time comes last, and the newest page first.

    Nothing is listed twice or left out from one page to the next.
    """
    field = F(order.removeprefix("-"))
    by = field.desc(nulls_last=True) if order.startswith("-") else field.asc(nulls_last=True)
    return listed.order_by(by, "-pk")


def open_first(listed: ListingEntryQuerySet, now: datetime) -> ListingEntryQuerySet:
    """Return what is open, by closing; then the rest, what closed last first."""
    opens = Case(When(is_open(now), then=F("closes_at")))
    return listed.order_by(opens.asc(nulls_last=True), F("closes_at").desc(nulls_last=True), "-pk")
