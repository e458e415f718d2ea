"""Timing pages beside an empty view, and the table of what came out."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.urls import EMPTY

WARM_UP = 3
REQUESTS = 30


@dataclass(frozen=True)
class Timing:
    """What requests of one page cost. Times are in milliseconds."""

    queries: int
    median: float
    slow: float
    times_empty: float


@dataclass(frozen=True)
class Row:
    """One page at both scales."""

    name: str
    small: Timing
    large: Timing

    @property
    def growth(self) -> float:
        """How many times as long the page takes at the large scale."""
        return self.large.median / self.small.median


def measure(client: Client, path: str) -> Timing:
    """Return what a page costs.

    Each of its requests follows one of the empty view, so that a busy machine is busy for both.
    Raises `RuntimeError` for anything but a page.
    """
    for _ in range(WARM_UP):
        _milliseconds(client, EMPTY)
        _milliseconds(client, path)
    with CaptureQueriesContext(connection) as captured:
        _milliseconds(client, path)
    # Asked now: the next request empties the log that this counts.
    queries = len(captured)
    pairs = [(_milliseconds(client, EMPTY), _milliseconds(client, path)) for _ in range(REQUESTS)]
    empty, page = zip(*pairs, strict=True)
    return Timing(
        queries=queries,
        median=median(page),
        slow=_percentile(page, 0.95),
        times_empty=median(page) / median(empty),
    )


def _milliseconds(client: Client, path: str) -> float:
    begun = perf_counter()
    response = client.get(path)
    taken = perf_counter() - begun
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}, not 200.")
    return taken * 1000


def _percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all values does not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def table(rows: Iterable[Row], small: int, large: int) -> str:
    """Return the table as text."""
    columns = f"{'queries':>8}{'median':>9}{'95 %':>9}{'× empty':>9}"
    lines = [
        f"{'':32}{f'{small:,} challenges':^35} {f'{large:,} challenges':^35} {'large':>7}",
        f"{'times in ms':32}{columns} {columns} {'÷ small':>7}",
    ]
    lines += [
        f"{row.name:32}{_cells(row.small)} {_cells(row.large)} {row.growth:>7.2f}" for row in rows
    ]
    return "\n".join(lines)


def _cells(timing: Timing) -> str:
    return f"{timing.queries:>8}{timing.median:>9.1f}{timing.slow:>9.1f}{timing.times_empty:>9.1f}"
