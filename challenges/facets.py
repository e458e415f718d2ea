"""What the listing can be narrowed by, and how many challenges each value would leave.

Several values of one facet add up, different facets narrow. So a value's count leaves its own
facet out, and follows the choices in all others.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.scope import listed_authorities
from challenges.models import ChallengePage, ListedQuerySet
from challenges.models.listed import is_open
from challenges.status import ENDED_EARLY, Stage
from challenges.vocabulary import Names, Vocabulary

NO_NAMES = Names({}, {})
# The columns of a row that is counted.
CUBE = (
    "in_state",
    "closes_in",
    "worth",
    "of_authority",
    "programme_id",
    "directorate_id",
    "themes",
)
STATES: dict[str, str | Promise] = {
    "open": _("Open"),
    "scheduled": _("Opening soon"),
    "deciding": _("Being decided"),
    "decided": _("Decided"),
    "ended": _("Ended early"),
}
WINDOWS: dict[str, str | Promise] = {
    "7": _("In the next 7 days"),
    "14": _("In the next 14 days"),
    "30": _("In the next 30 days"),
}
PRIZES: dict[str, str | Promise] = {
    "10000": _("Under £10,000"),
    "25000": _("£10,000 to £24,999"),
    "50000": _("£25,000 to £49,999"),
    "100000": _("£50,000 to £99,999"),
    "more": _("£100,000 and more"),
    "unsaid": _("Not said yet"),
}


@dataclass(frozen=True)
class Option:
    """A value of a facet, and how many challenges it would leave."""

    value: str
    label: str | Promise
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One thing to narrow by, with the values that are of use now."""

    name: str
    label: str | Promise
    options: list[Option]

    @property
    def is_used(self) -> bool:
        """Whether any value is chosen."""
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Kind:
    """What is known of a facet before anything is counted: its values' names, in their order.

    `known` are those that the database knows by a key.
    """

    label: str | Promise
    names: Mapping[str, str | Promise]
    known: Names = NO_NAMES


def kinds(site: Site, vocabulary: Vocabulary) -> dict[str, Kind]:
    """Return the facets of a site's listing, by their names in its address."""
    authorities = {found.site.root_page.slug: found.name for found in listed_authorities(site)}
    themes, directorates = vocabulary.themes, vocabulary.directorates
    programmes = vocabulary.programmes
    return {
        "state": Kind(_("State"), STATES),
        "theme": Kind(_("Theme"), themes.names, themes),
        **({"authority": Kind(_("Authority"), authorities)} if len(authorities) > 1 else {}),
        "directorate": Kind(_("Directorate"), directorates.names, directorates),
        "programme": Kind(_("Programme"), programmes.names, programmes),
        "closing": Kind(_("Closes"), WINDOWS),
        "prize": Kind(_("Prize or contract"), PRIZES),
    }


def cube(listed: ListedQuerySet, site: Site, now: datetime) -> QuerySet:
    """Return the rows with what they are counted by, as `CUBE` names it."""
    return listed.annotate(
        in_state=_first([*state_conditions(now).items()], "ended"),
        closes_in=_first([(days, closes_within(days, now)) for days in WINDOWS], ""),
        worth=_first([*prize_conditions().items()], "more"),
        of_authority=_first(
            [
                (found.site.root_page.slug, Q(path__startswith=found.site.root_page.path))
                for found in listed_authorities(site)
            ],
            "",
        ),
    )


def _first(conditions: list[tuple[str, Q]], otherwise: str) -> Case:
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
        **{limit: Q(prize__lt=int(limit)) for limit in PRIZES if limit.isdigit()},
    }


def values_of(row: tuple, known: Mapping[str, Kind]) -> dict[str, tuple[str, ...]]:
    """Return the values that a row of the cube has, by facet."""
    state, closes_in, worth, authority, programme, directorate, themes = row
    windows = tuple(WINDOWS)
    return {
        "state": (state,),
        "theme": tuple(
            {value for key in themes.split() for value in known["theme"].known.of(int(key))}
        ),
        "authority": (authority,),
        "directorate": known["directorate"].known.of(directorate),
        "programme": known["programme"].known.of(programme),
        "closing": windows[windows.index(closes_in) :] if closes_in else (),
        "prize": (worth,),
    }


def fits(values: Mapping[str, tuple[str, ...]], chosen: Mapping[str, set[str]]) -> bool:
    """Return whether a challenge of these values has one of what was chosen in each facet."""
    return all(not wanted.isdisjoint(values[name]) for name, wanted in chosen.items())


def count(
    rows: Mapping[tuple, int], known: Mapping[str, Kind], chosen: Mapping[str, set[str]]
) -> tuple[int, list[Facet]]:
    """Return how many challenges fit all that was chosen, and every facet with its counts.

    `rows` says how many challenges there are of each row of the cube.
    """
    total = 0
    counts: dict[str, Counter[str]] = {name: Counter() for name in known}
    for row, number in rows.items():
        values = values_of(row, known)
        missed = [name for name, wanted in chosen.items() if wanted.isdisjoint(values[name])]
        total += 0 if missed else number
        # What misses in one facet alone would be there if that facet were chosen otherwise.
        for name in known if not missed else missed if len(missed) == 1 else ():
            for value in values[name]:
                counts[name][value] += number
    facets = [
        Facet(
            name,
            kind.label,
            [
                Option(value, label, counts[name][value], value in chosen.get(name, ()))
                for value, label in kind.names.items()
                if counts[name][value] or value in chosen.get(name, ())
            ],
        )
        for name, kind in known.items()
    ]
    return total, [facet for facet in facets if len(facet.options) > 1 or facet.is_used]


def narrow(
    listed: ListedQuerySet,
    known: Mapping[str, Kind],
    chosen: Mapping[str, set[str]],
    site: Site,
    now: datetime,
) -> ListedQuerySet:
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
            inside = Q(pk__in=[])
            for found in listed_authorities(site):
                if found.site.root_page.slug in wanted:
                    inside |= Q(path__startswith=found.site.root_page.path)
            listed = listed.filter(inside)
        else:
            conditions = state_conditions(now) if name == "state" else prize_conditions()
            otherwise = "" if name == "state" else "more"
            listed = listed.alias(
                **{f"its_{name}": _first([*conditions.items()], otherwise)}
            ).filter(**{f"its_{name}__in": wanted})
    return listed


def ordered_by(listed: ListedQuerySet, order: str) -> ListedQuerySet:
    """Return the rows in this order; what has no such time comes last, and the newest page first.

    Nothing is listed twice or left out from one page to the next.
    """
    field = F(order.removeprefix("-"))
    by = field.desc(nulls_last=True) if order.startswith("-") else field.asc(nulls_last=True)
    return listed.order_by(by, "-pk")
