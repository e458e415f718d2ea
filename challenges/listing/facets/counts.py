"""How many challenges each value of a facet would leave.

A value's count leaves its own facet out, and follows the choices in all others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import CharField, Count, F, PositiveIntegerField, Q, QuerySet, Value

from challenges.listing.facets.definitions import WINDOWS, Facet, Kind, Option
from challenges.listing.facets.filters import Roots, first_of
from challenges.models import ListedQuerySet
from challenges.models.status import ENDED_EARLY, Stage

# The columns of a row that is counted, beside its programme.
CUBE = ("kind", "moment")
# What opens later, and what is open for longer than any window; else the window, or nothing.
SCHEDULED, LATER = "scheduled", "later"
# What closes within a window closes within the longer ones too.
NEAR = {days: tuple(WINDOWS)[place:] for place, days in enumerate(WINDOWS)}


def with_moment(listed: ListedQuerySet, now: datetime) -> QuerySet:
    """Return the rows with what they are counted by, as `CUBE` names it."""
    moments = [
        ("", ~Q(stage=Stage.NONE)),
        (SCHEDULED, Q(opens_at=None) | Q(opens_at__gt=now)),
        ("", Q(closes_at__lte=now)),
        *((days, Q(closes_at__lte=now + timedelta(days=int(days)))) for days in WINDOWS),
        (LATER, ~Q(closes_at=None)),
    ]
    return listed.annotate(moment=first_of(moments, ""))


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
    all_rows = with_moment(listed, now).order_by()
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


class Values:
    """Tells which values of each facet a row of the cube has; reads each kind once."""

    def __init__(self, known: Mapping[str, Kind], roots: Roots) -> None:
        self._known, self._roots = known, roots
        self._kinds: dict[str, dict[str, tuple[str, ...]]] = {}

    def of(self, row: tuple) -> dict[str, tuple[str, ...]]:
        """Return the values of a row, by facet."""
        kind, moment, programme = row
        if kind not in self._kinds:
            self._kinds[kind] = self._of_kind(kind)
        stage = kind.split("|", 2)[1]
        return self._kinds[kind] | {
            "state": (_state(stage, moment),),
            "programme": self._known["programme"].known.of(programme),
            "closing": NEAR.get(moment, ()),
        }

    def fit(self, row: tuple, chosen: Mapping[str, set[str]]) -> bool:
        """Return whether a row has one of what was chosen in each facet."""
        if not chosen:
            return True
        its = self.of(row)
        return all(not wanted.isdisjoint(its[name]) for name, wanted in chosen.items())

    def _of_kind(self, kind: str) -> dict[str, tuple[str, ...]]:
        place, _stage, worth, directorate, themes = kind.split("|")
        theme_of = self._known["theme"].known.of
        return {
            "theme": tuple({value for key in themes.split() for value in theme_of(int(key))}),
            "authority": tuple(slug for path, slug in self._roots if place.startswith(path))[:1],
            "directorate": self._known["directorate"].known.of(int(directorate or 0)),
            "prize": (worth,),
        }


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


class Counted(NamedTuple):
    """How many challenges fit, how many of those are open, and every facet with its counts."""

    total: int
    are_open: int
    facets: list[Facet]


def count(
    rows: Mapping[tuple, int],
    known: Mapping[str, Kind],
    chosen: Mapping[str, set[str]],
    values: Values,
) -> Counted:
    """Return what fits all that was chosen. `rows` are as `rows_of` returns them."""
    others = {name: wanted for name, wanted in chosen.items() if name != "programme"}
    total = are_open = 0
    counts: dict[str, Counter[str]] = {name: Counter() for name in known}
    for row, number in rows.items():
        its = values.of(row)
        missed = [name for name, wanted in others.items() if wanted.isdisjoint(its[name])]
        if row[-1]:
            for value in its["programme"] if not missed else ():
                counts["programme"][value] += number
            continue
        if not missed:
            total += number
            are_open += number if its["state"] == ("open",) else 0
        # What misses in one facet alone would be there if that facet were chosen otherwise.
        for name in known if not missed else missed if len(missed) == 1 else ():
            for value in its[name]:
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
