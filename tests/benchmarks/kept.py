"""Timing kept pages beside an empty view, both on the same server and in the same run."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.measure import EMPTY, WARM_UP
from tests.benchmarks.process import Marketplace

PAGES = ("home", "listing", "brief")
ROUNDS = 300
WANTED = 3.0


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
