"""How many challenges each value of a facet would leave.

A value's count leaves its own facet out, and follows the choices in all others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import CharField, Count, F, PositiveIntegerField, Q, QuerySet, Value

from challenges.listing.facets.definitions import WINDOWS, Facet, FacetDefinition, Option
from challenges.listing.facets.filters import Roots, first_matching
from challenges.models import ListingEntryQuerySet
from challenges.models.status import ENDED_EARLY, Stage

# The columns of a row that is counted, beside its programme.
GROUP_COLUMNS = ("group_key", "time_bucket")
# What opens later, and what is open for longer than any window; else the window, or nothing.
SCHEDULED, ANNOUNCED, LATER = "scheduled", "announced", "later"
NOT_YET_OPEN = (SCHEDULED, ANNOUNCED)
# What closes within a window closes within the longer ones too.
NEAR = {days: tuple(WINDOWS)[place:] for place, days in enumerate(WINDOWS)}


def with_time_bucket(listed: ListingEntryQuerySet, now: datetime) -> QuerySet:
    """Return the rows with what they are counted by, as `GROUP_COLUMNS` names it."""
    buckets = [
        ("", ~Q(stage=Stage.NONE)),
        (ANNOUNCED, Q(announced_at__lte=now, opens_at__gt=now)),
        (SCHEDULED, Q(opens_at=None) | Q(opens_at__gt=now)),
        ("", Q(closes_at__lte=now)),
        *((days, Q(closes_at__lte=now + timedelta(days=int(days)))) for days in WINDOWS),
        (LATER, ~Q(closes_at=None)),
    ]
    return listed.annotate(time_bucket=first_matching(buckets, ""))


def count_groups(
    listed: ListingEntryQuerySet,
    known: Mapping[str, FacetDefinition],
    chosen: Mapping[str, set[str]],
    now: datetime,
) -> dict[tuple, int]:
    """Return how many challenges there are of each group. One query.

    A row with 0 as its programme stands for all that have one of those chosen, if any was; a row
    with the key of one that is offered is counted for that programme alone.
    """
    keys = list(known["programme"].known.keys)
    wanted = chosen.get("programme")
    all_rows = with_time_bucket(listed, now).order_by()
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
            time_bucket=Value("", output_field=CharField()), of=every
        ),
    ]
    if keys:
        parts.append(all_rows.filter(programme_id__in=keys).annotate(of=F("programme_id")))
    first, *others = (
        part.values_list(*GROUP_COLUMNS, "of").annotate(number=Count("pk")) for part in parts
    )
    counted = first.union(*others, all=True)
    return {tuple(row): number for *row, number in counted}


def group_found(
    found: Iterable[tuple], known: Mapping[str, FacetDefinition], chosen: Mapping[str, set[str]]
) -> Counter[tuple]:
    """Return what `count_groups` does, of these challenges alone, each with its own programme."""
    programme, wanted = known["programme"].known, chosen.get("programme")
    rows: Counter[tuple] = Counter()
    for (*row, key), number in Counter(found).items():
        of = programme.of(key)
        if not wanted or not wanted.isdisjoint(of):
            rows[(*row, 0)] += number
        if of:
            rows[(*row, key)] += number
    return rows


class FacetValues:
    """Tells which values of each facet a row that is counted has; reads each key once."""

    def __init__(self, known: Mapping[str, FacetDefinition], roots: Roots) -> None:
        self._known, self._roots = known, roots
        self._values_by_group: dict[str, dict[str, tuple[str, ...]]] = {}

    def of(self, row: tuple) -> dict[str, tuple[str, ...]]:
        """Return the values of a row, by facet."""
        group_key, time_bucket, programme = row
        if group_key not in self._values_by_group:
            self._values_by_group[group_key] = self._of_group(group_key)
        stage = group_key.split("|", 2)[1]
        return self._values_by_group[group_key] | {
            "state": (_state(stage, time_bucket),),
            "programme": self._known["programme"].known.of(programme),
            "closing": NEAR.get(time_bucket, ()),
        }

    def fit(self, row: tuple, chosen: Mapping[str, set[str]]) -> bool:
        """Return whether a row has one of what was chosen in each facet."""
        if not chosen:
            return True
        its = self.of(row)
        return all(not wanted.isdisjoint(its[name]) for name, wanted in chosen.items())

    def _of_group(self, group_key: str) -> dict[str, tuple[str, ...]]:
        place, _stage, worth, directorate, themes = group_key.split("|")
        theme_of = self._known["theme"].known.of
        return {
            "theme": tuple({value for key in themes.split() for value in theme_of(int(key))}),
            "authority": tuple(slug for path, slug in self._roots if place.startswith(path))[:1],
            "directorate": self._known["directorate"].known.of(int(directorate or 0)),
            "prize": (worth,),
        }


def is_open_row(row: tuple) -> bool:
    """Return whether what this row counts takes applications."""
    return row[1] not in ("", *NOT_YET_OPEN)


def _state(stage: str, time_bucket: str) -> str:
    """Return the state; `filters.state_conditions` says the same in SQL."""
    if stage == Stage.NONE:
        if time_bucket in NOT_YET_OPEN:
            return time_bucket
        return "open" if time_bucket else "deciding"
    if stage in ENDED_EARLY:
        return "ended"
    return "deciding" if stage in (Stage.ASSESSING, Stage.MATCHED) else "decided"


class FacetCounts(NamedTuple):
    """How many challenges fit, how many of those are open, and every facet with its counts."""

    total: int
    are_open: int
    facets: list[Facet]


def count(
    rows: Mapping[tuple, int],
    known: Mapping[str, FacetDefinition],
    chosen: Mapping[str, set[str]],
    values: FacetValues,
) -> FacetCounts:
    """Return what fits all that was chosen. `rows` are as `count_groups` returns them."""
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
    return FacetCounts(total, are_open, _facets(known, chosen, counts))


def _facets(
    known: Mapping[str, FacetDefinition],
    chosen: Mapping[str, set[str]],
    counts: Mapping[str, Mapping[str, int]],
) -> list[Facet]:
    facets = [
        Facet(
            name,
            definition.label,
            [
                Option(value, label, counts[name][value], value in chosen.get(name, ()))
                for value, label in definition.names.items()
                if counts[name][value] or value in chosen.get(name, ())
            ],
        )
        for name, definition in known.items()
    ]
    return [facet for facet in facets if len(facet.options) > 1 or facet.is_used]
