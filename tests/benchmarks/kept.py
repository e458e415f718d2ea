"""Timing kept pages beside an empty view, both on the same server and in the same run."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.measure import EMPTY, WARM_UP, WITH_A_SESSION
from tests.benchmarks.process import Marketplace

PAGES = ("home", "listing", "brief")
ROUNDS, OWN_ROUNDS = 300, 60
WANTED = 3.0
# What is made for one reader, of parts that are kept: times an empty view, at most.
OWN = {"home": 60, "listing": 90, "brief": 80, "programme": 80, "search": 60}


@dataclass(frozen=True)
class Kept:
    """What one kept page costs, in milliseconds; `compressed` as browsers ask for it."""

    page: str
    queries: int
    empty: float
    plain: float
    compressed: float

    def __str__(self) -> str:
        return (
            f"{self.page:8} cached page: {self.plain / self.empty:.2f} times an empty view "
            f"(at most {WANTED:.0f} wanted), compressed {self.compressed / self.empty:.2f}; "
            f"{self.queries} queries, {self.plain:.2f} ms"
        )


def measure_kept(marketplace: Marketplace) -> Iterator[Kept]:
    """Yield what each page costs once it is kept. The medians are of requests in turn."""
    for page in PAGES:
        asked = (EMPTY, page, f"{page}, compressed")
        for _ in range(WARM_UP):
            for each in asked:
                marketplace.milliseconds(each)
        taken = [[marketplace.milliseconds(each) for each in asked] for _ in range(ROUNDS)]
        empty, plain, compressed = (median(times) for times in zip(*taken, strict=True))
        yield Kept(page, marketplace.queries(page), empty, plain, compressed)


def measure_own(marketplace: Marketplace) -> Iterator[str]:
    """Yield what each page costs that is made for one reader, of kept parts."""
    for page, wanted in OWN.items():
        asked = (EMPTY, f"{page}{WITH_A_SESSION}")
        for _ in range(WARM_UP):
            for each in asked:
                marketplace.milliseconds(each)
        taken = [[marketplace.milliseconds(each) for each in asked] for _ in range(OWN_ROUNDS)]
        empty, own = (median(times) for times in zip(*taken, strict=True))
        yield (
            f"{page:9} of kept parts: {own / empty:.0f} times an empty view "
            f"(at most {wanted} wanted); {own:.1f} ms"
        )
