"""Fills a database of its own twice, and prints how fast the pages are each time."""

import os
import shutil
from time import perf_counter

import django

SMALL = 100
WANTED = 1.5


def main() -> None:
    """Run the benchmark."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    django.setup()
    from django.conf import settings
    from django.db import connection

    kept = connection.settings_dict["NAME"]
    try:
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            run(int(os.environ.get("SCALE", "10000")))
        finally:
            connection.creation.destroy_test_db(kept, verbosity=0)
    finally:
        shutil.rmtree(settings.FOLDER, ignore_errors=True)


def run(large: int) -> None:
    """Measure every page at both scales, and print the table."""
    from django.db import connection
    from django.utils import timezone

    from tests.benchmarks.corpus import Corpus
    from tests.benchmarks.measure import REQUESTS, Row, Timing, measure, table
    from tests.benchmarks.pages import addresses
    from tests.benchmarks.sent import EACH

    corpus = Corpus(timezone.now())

    def measured(size: int) -> dict[str, Timing]:
        begun = perf_counter()
        corpus.grow(size)
        seconds = perf_counter() - begun
        print(f"{size:,} challenges, {size * EACH:,} applications: written in {seconds:.0f} s.")
        pages = addresses(corpus.site, corpus.moderator)
        return {name: measure(client, path) for name, (client, path) in pages.items()}

    print(f"Database: {connection.vendor}. Caches: none. {REQUESTS} warm requests a page.")
    small, most = measured(SMALL), measured(large)
    rows = [Row(name, small[name], most[name]) for name in small]
    print(f"\n{table(rows, SMALL, large)}\n")
    growth = next(row.growth for row in rows if row.name == "listing")
    print(
        f"The listing at {large:,} takes {growth:.2f} times as long as at {SMALL} "
        f"(at most {WANTED} wanted)."
    )


if __name__ == "__main__":
    main()
