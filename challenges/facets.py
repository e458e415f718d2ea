"""What the listing can be narrowed by, and how many challenges each value would leave.

Several values of one facet add up, different facets narrow. So a value's count leaves its own
facet out, and follows the choices in all others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    PositiveIntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.scope import below, listed_authorities
from challenges.models import ChallengePage, ListedQuerySet
from challenges.models.listed import PRIZE_LIMITS
from challenges.querysets import is_open
from challenges.status import ENDED_EARLY, Stage
from challenges.vocabulary import Names, Vocabulary

NO_NAMES = Names({}, {})
# Paths of authorities' front pages, each with the value that stands for it.
Roots = tuple[tuple[str, str], ...]
# The columns of a row that is counted, beside its programme.
CUBE = ("kind", "moment")
# What opens later, and what is open for longer than any window; else the window, or nothing.
SCHEDULED, LATER = "scheduled", "later"
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


def cube(listed: ListedQuerySet, now: datetime) -> QuerySet:
    """Return the rows with what they are counted by, as `CUBE` names it."""
    moments = [
        ("", ~Q(stage=Stage.NONE)),
        (SCHEDULED, Q(opens_at=None) | Q(opens_at__gt=now)),
        ("", Q(closes_at__lte=now)),
        *((days, Q(closes_at__lte=now + timedelta(days=int(days)))) for days in WINDOWS),
        (LATER, ~Q(closes_at=None)),
    ]
    return listed.annotate(moment=_first(moments, ""))


def rows_of(
    listed: ListedQuerySet,
    known: Mapping[str, Kind],
    chosen: Mapping[str, set[str]],
    now: datetime,
) -> dict[tuple, int]:
    """Return how many challenges there are of each row of the cube. One query.

    A row with 0 as its programme stands for all that have one of those chosen, if any was; a row
    with the key of one that is offered is counted for that programme alone.
    """
    keys = list(known["programme"].known.keys)
    wanted = chosen.get("programme")
    all_rows = cube(listed, now).order_by()
    fitting = (
        all_rows.filter(programme_id__in=known["programme"].known.keys_of(wanted))
        if wanted
        else all_rows
    )
    every = Value(0, output_field=PositiveIntegerField())
    # What time still moves stands apart: a database is bad at guessing how much the rest differs.
    parts = [
        fitting.filter(stage=Stage.NONE).annotate(of=every),
        fitting.exclude(stage=Stage.NONE).annotate(
            moment=Value("", output_field=CharField()), of=every
        ),
    ]
    if keys:
        parts.append(all_rows.filter(programme_id__in=keys).annotate(of=F("programme_id")))
    first, *others = (part.values_list(*CUBE, "of").annotate(number=Count("pk")) for part in parts)
    counted = first.union(*others, all=True)
    return {tuple(row): number for *row, number in counted}


def rows_among(
    found: Iterable[tuple], known: Mapping[str, Kind], chosen: Mapping[str, set[str]]
) -> Counter[tuple]:
    """Return the same of these challenges, each with its own programme."""
    programme, wanted = known["programme"].known, chosen.get("programme")
    rows: Counter[tuple] = Counter()
    for (*row, key), number in Counter(found).items():
        of = programme.of(key)
        if not wanted or not wanted.isdisjoint(of):
            rows[(*row, 0)] += number
        if of:
            rows[(*row, key)] += number
    return rows


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
        **{str(limit): Q(prize__lt=limit) for limit in PRIZE_LIMITS},
    }


def values_of(row: tuple, known: Mapping[str, Kind], roots: Roots) -> dict[str, tuple[str, ...]]:
    """Return the values that a row of the cube has, by facet."""
    kind, moment, programme = row
    place, stage, worth, directorate, themes = kind.split("|")
    windows = tuple(WINDOWS)
    return {
        "state": (_state(stage, moment),),
        "theme": tuple(
            {value for key in themes.split() for value in known["theme"].known.of(int(key))}
        ),
        "authority": tuple(slug for path, slug in roots if place.startswith(path))[:1],
        "directorate": known["directorate"].known.of(int(directorate) if directorate else None),
        "programme": known["programme"].known.of(programme),
        "closing": windows[windows.index(moment) :] if moment in windows else (),
        "prize": (worth,),
    }


def roots_of(site: Site) -> Roots:
    """Return where each authority that the site lists begins, with the value that it has."""
    return tuple(
        (found.site.root_page.path, found.site.root_page.slug) for found in listed_authorities(site)
    )


def is_open_row(row: tuple) -> bool:
    """Return whether what this row of the cube counts takes applications."""
    return row[1] not in ("", SCHEDULED)


def _state(stage: str, moment: str) -> str:
    """Return the state; `state_conditions` says the same in SQL."""
    if stage == Stage.NONE:
        return moment if moment == SCHEDULED else "open" if moment else "deciding"
    if stage in ENDED_EARLY:
        return "ended"
    return "deciding" if stage in (Stage.ASSESSING, Stage.MATCHED) else "decided"


def fits(values: Mapping[str, tuple[str, ...]], chosen: Mapping[str, set[str]]) -> bool:
    """Return whether a challenge of these values has one of what was chosen in each facet."""
    return all(not wanted.isdisjoint(values[name]) for name, wanted in chosen.items())


class Counted(NamedTuple):
    """How many challenges fit, how many of those are open, and every facet with its counts."""

    total: int
    are_open: int
    facets: list[Facet]


def count(
    rows: Mapping[tuple, int],
    known: Mapping[str, Kind],
    chosen: Mapping[str, set[str]],
    roots: Roots,
) -> Counted:
    """Return what fits all that was chosen. `rows` are as `rows_of` returns them."""
    others = {name: wanted for name, wanted in chosen.items() if name != "programme"}
    total = are_open = 0
    counts: dict[str, Counter[str]] = {name: Counter() for name in known}
    for row, number in rows.items():
        values = values_of(row, known, roots)
        missed = [name for name, wanted in others.items() if wanted.isdisjoint(values[name])]
        if row[-1]:
            for value in values["programme"] if not missed else ():
                counts["programme"][value] += number
            continue
        if not missed:
            total += number
            are_open += number if values["state"] == ("open",) else 0
        # What misses in one facet alone would be there if that facet were chosen otherwise.
        for name in known if not missed else missed if len(missed) == 1 else ():
            for value in values[name]:
                counts[name][value] += number
    return Counted(total, are_open, _facets(known, chosen, counts))


def _facets(
    known: Mapping[str, Kind],
    chosen: Mapping[str, set[str]],
    counts: Mapping[str, Mapping[str, int]],
) -> list[Facet]:
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
    return [facet for facet in facets if len(facet.options) > 1 or facet.is_used]


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
            listed = listed.filter(below(path for path, slug in roots_of(site) if slug in wanted))
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


def open_first(listed: ListedQuerySet, now: datetime) -> ListedQuerySet:
    """Return what is open, by closing; then the rest, what closed last first."""
    opens = Case(When(is_open(now), then=F("closes_at")))
    return listed.order_by(opens.asc(nulls_last=True), F("closes_at").desc(nulls_last=True), "-pk")
