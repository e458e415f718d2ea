"""Fills two databases, and prints how fast the same pages are with the one and the other."""

import os

from tests.benchmarks.measure import PAGES, REQUESTS, heading, measure
from tests.benchmarks.process import Marketplace

SMALL = 100
WANTED = 1.5


def main() -> None:
    """Measure every page at both scales, and print the table."""
    size = int(os.environ.get("SCALE", "10000"))
    marketplaces = small, large = Marketplace(SMALL), Marketplace(size)
    try:
        small.wait()
        vendor, seconds = large.wait()
        print(f"Database: {vendor}, written in {seconds:.0f} s. Caches: none.")
        print(f"Each page: {REQUESTS} warm requests, one after another, in turn at both scales.\n")
        print(heading(SMALL, size), flush=True)
        growth = {}
        for page in PAGES:
            row = measure(page, small, large)
            growth[page] = row.growth
            print(row, flush=True)
    finally:
        for marketplace in marketplaces:
            marketplace.close()
    print(
        f"\nThe listing at {size:,} takes {growth['listing']:.2f} times as long as at {SMALL} "
        f"(at most {WANTED} wanted)."
    )


if __name__ == "__main__":
    main()
