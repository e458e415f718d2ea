"""Fills databases of two sizes, and prints how fast the same pages are with each, and kept."""

import os

from tests.benchmarks.kept import ROUNDS, measure_kept, measure_own
from tests.benchmarks.measure import LISTING_PAGES, PAGES, QUEUE_PAGES, REQUESTS, heading, measure
from tests.benchmarks.memory import own_megabytes
from tests.benchmarks.process import IN_A_TABLE, IN_MEMORY, LISTING, QUEUE, Marketplace
from tests.meaning import UNIVERSAL

SMALL = 100
WANTED = 1.5
QUEUE_WANTED = 2.0
SMALL_LISTING = 1000
MEMORY_WANTED = 30
LISTING_WANTED, QUERIES_WANTED = 2.0, 12
# What is measured beside the listing, for which more queries are allowed.
BESIDES = ("site search", "brief")
# The queue is compared with a hundredth of its scale, and with no less than this.
SMALL_QUEUE = 1000


def main() -> None:
    """Measure the public pages, then the same pages kept, the listing alone, and the queue."""
    if challenges := int(os.environ.get("CHALLENGES", "10000")):
        measure_pages(challenges)
        measure_kept_pages()
    listed = int(os.environ.get("LISTING", "10000"))
    applications = int(os.environ.get("SCALE", "10000"))
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        print("\nListing and queue are measured on PostgreSQL: set DATABASE_URL to a server.")
        return
    if listed:
        print_memory()
        measure_listing(listed, engine="")
    if listed and (engine := os.environ.get("ELASTICSEARCH_URL")):
        measure_listing(listed, engine=engine)
    if applications:
        measure_queue(applications)


def measure_pages(size: int) -> None:
    """Measure every page at both scales, and print the table."""
    marketplaces = small, large = Marketplace(SMALL), Marketplace(size)
    try:
        small.wait()
        kept_in, seconds = large.wait()
        print(f"Database: {kept_in}, written in {seconds:.0f} s. Caches: none.")
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


def measure_kept_pages() -> None:
    """Measure the pages that are kept for everybody, and print what each costs."""
    print(f"\nKept pages: {ROUNDS} requests each, in turn with the empty view.", flush=True)
    for place in (IN_MEMORY, IN_A_TABLE):
        marketplace = Marketplace(SMALL, place)
        try:
            marketplace.wait()
            for row in measure_kept(marketplace):
                print(f"{place}: {row}", flush=True)
            for line in measure_own(marketplace):
                print(f"{place}: {line}", flush=True)
        finally:
            marketplace.close()


def print_memory() -> None:
    """Print what the search by meaning takes of each process."""
    without, with_it = own_megabytes(""), own_megabytes(UNIVERSAL)
    print(
        f"\nA process has {without:.0f} MB for itself, {with_it - without:.0f} MB more with the "
        f"search by meaning (at most {MEMORY_WANTED} wanted)."
    )


def measure_listing(size: int, *, engine: str) -> None:
    """Measure the listing and the searches at both scales, and print the table."""
    marketplaces = small, large = [
        Marketplace(scale, LISTING, engine=engine) for scale in (SMALL_LISTING, size)
    ]
    try:
        small.wait()
        kept_in, seconds = large.wait()
        print(f"\nThe listing. Database: {kept_in}, written in {seconds:.0f} s. Caches: none.")
        print(f"Each page: {REQUESTS} warm requests, in turn at both scales.\n")
        print(heading(SMALL_LISTING, size), flush=True)
        rows = []
        for page in LISTING_PAGES:
            rows.append(row := measure(page, small, large))
            print(row, flush=True)
    finally:
        for marketplace in marketplaces:
            marketplace.close()
    slowest = max(rows, key=lambda row: row.growth)
    most = max(row.large.queries for row in rows if not row.page.startswith(BESIDES))
    print(
        f"\nWhat grows most is “{slowest.page}”: {slowest.growth:.2f} times as long at {size:,} as "
        f"at {SMALL_LISTING:,} (at most {LISTING_WANTED} wanted). "
        f"The listing runs {most} queries at most (at most {QUERIES_WANTED} wanted)."
    )


def measure_queue(size: int) -> None:
    """Measure the queue's screens at both scales, and print the table."""
    small_size = max(SMALL_QUEUE, size // 100)
    marketplaces = small, large = Marketplace(small_size, QUEUE), Marketplace(size, QUEUE)
    try:
        small.wait()
        kept_in, seconds = large.wait()
        print(f"\nThe queue. Database: {kept_in}, written in {seconds:.0f} s. Caches: none.")
        print(f"Each screen: {REQUESTS} warm requests, in turn at both scales.")
        print("Scans: statements that read all applications from the first to the last.\n")
        head, columns = heading(small_size, size, "applications").split("\n")
        print(f"{head}\n{columns}  scans", flush=True)
        rows = []
        for page in QUEUE_PAGES:
            rows.append(row := measure(page, small, large))
            print(f"{row}{large.scans(page):>7}", flush=True)
    finally:
        for marketplace in marketplaces:
            marketplace.close()
    slowest = max(rows, key=lambda row: row.growth)
    print(
        f"\nWhat grows most is “{slowest.page}”: {slowest.growth:.2f} times as long at {size:,} as "
        f"at {small_size:,} (at most {QUEUE_WANTED} wanted)."
    )


if __name__ == "__main__":
    main()
