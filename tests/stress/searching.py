"""Everybody searches while the engine stops, hangs, comes back and loses its index, or while the
index is filled anew: `outages` or `filling`.
"""

import os
import sys
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import django

from tests.stress.proxy import Proxy

# Of briefs in the words of `tests.relevance`; each of about one in a hundred, because more than two
# thousand challenges are not counted.
WORDS = ["asthma", "balsam", "naloxone", "stairlift", "graffiti", "pothole"]


def main(proxy: Proxy | None, scenario: str) -> int:
    """Print a row for each thing that happens, and each promise broken; return 1 if one was."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from tests.benchmarks.indexes import own_indexes
    from tests.benchmarks.listing_corpus import WRITTEN, ListingCorpus
    from tests.benchmarks.published import Published
    from tests.stress import filling, outages
    from tests.stress.readers import truth
    from tests.stress.server import Server

    folder = Path(settings.FOLDER)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    size, clients = int(os.environ.get("BRIEFS", "500")), int(os.environ.get("READERS", "20"))
    broken: list[str] = []
    with own_indexes():
        # Many are not written one by one, which needs PostgreSQL.
        site = (ListingCorpus if size > WRITTEN else Published)(size).site
        engine = "Elasticsearch" if proxy else "the database"
        print(f"\nDatabase: {connection.vendor}. Searched: {engine}.", end=" ")
        print(f"{size} challenges, {clients} readers at once.\n")
        print(outages.heading(), flush=True)
        with Server(folder / "server.log") as server:
            run = partial(outages.run, proxy) if proxy and scenario == "outages" else filling.run
            for row in run(server, site, truth(site, WORDS), clients, folder / "told.log"):
                print(row, flush=True)
                broken += row.broken()
            broken += [f"the server's log: {line}" for line in server.faults()[:3]]
        for sentence in broken:
            print(f"Broken promise: {sentence}")
    return 1 if broken else 0


if __name__ == "__main__":
    line = None
    if os.environ["ENGINE"]:
        engine = urlsplit(os.environ["ENGINE"])
        line = Proxy(engine.hostname or "127.0.0.1", engine.port or 9200)
        os.environ["ELASTICSEARCH_URL"] = line.url
    django.setup()
    sys.exit(main(line, *sys.argv[1:]))
