"""Timing pages beside an empty view, at two scales, and the table of what came out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.process import Marketplace

WARM_UP = 3
REQUESTS = 30
EMPTY = "an empty view"
# Ends the name of a page that is asked for by a browser with a session: it gets one of its own.
WITH_A_SESSION = ", with a session"
PAGES = (
    "home",
    "listing",
    "listing, a word and a theme",
    "listing, page 2",
    "brief",
    "programme",
    "success story",
    "search",
    "queue",
    "queue, a search",
    "queue, filters",
    "queue, one application",
)
LISTING_PAGES = (
    "all",
    "page 5",
    "newest",
    "facets",
    "facets, not open",
    "a rare word",
    "a word of few",
    "a word of a tenth",
    "a word of nearly all",
    "two words",
    "words and facets",
    "words, newest",
    "words, page 5",
    "a word that nothing has",
    "other words than the briefs'",
    "site search, a rare word",
    "site search, a tenth",
    "site search, nearly all",
    "brief, with what is alike",
)
QUEUE_PAGES = (
    "list",
    "next page",
    "waiting",
    "a state",
    "a challenge",
    "sent in a week",
    "a theme",
    "information overdue",
    "too few assessors",
    "decision not told",
    "state, theme and time",
    "search, a reference",
    "search, a rare word",
    "search, a common word",
    "one application",
    "desk",
)


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

    page: str
    small: Timing
    large: Timing

    @property
    def growth(self) -> float:
        """How many times as long the page takes at the large scale."""
        return self.large.median / self.small.median

    def __str__(self) -> str:
        return f"{self.page:28}{_cells(self.small)} {_cells(self.large)} {self.growth:>7.2f}"


def measure(page: str, small: Marketplace, large: Marketplace) -> Row:
    """Return what a page costs at both scales, asked in turn with the empty view."""
    both = (small, large)
    for _ in range(WARM_UP):
        for marketplace in both:
            marketplace.milliseconds(EMPTY)
            marketplace.milliseconds(page)
    taken = [
        [(one.milliseconds(EMPTY), one.milliseconds(page)) for one in both] for _ in range(REQUESTS)
    ]
    timings = [
        _timing(one.queries(page), pairs)
        for one, pairs in zip(both, zip(*taken, strict=True), strict=True)
    ]
    return Row(page, *timings)


def heading(small: int, large: int, of: str = "challenges") -> str:
    """Return the two lines above the table's rows."""
    columns = f"{'queries':>8}{'median':>9}{'95 %':>9}{'× empty':>9}"
    return (
        f"{'':28}{f'{small:,} {of}':>35} {f'{large:,} {of}':>35}   large\n"
        f"{'times in ms':28}{columns} {columns} {'÷ small':>7}"
    )


def _timing(queries: int, pairs: Sequence[tuple[float, float]]) -> Timing:
    empty, page = zip(*pairs, strict=True)
    return Timing(
        queries=queries,
        median=median(page),
        slow=sorted(page)[math.ceil(0.95 * len(page)) - 1],
        times_empty=median(page) / median(empty),
    )


def _cells(timing: Timing) -> str:
    return f"{timing.queries:>8}{timing.median:>9.1f}{timing.slow:>9.1f}{timing.times_empty:>9.1f}"
