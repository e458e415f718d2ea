"""A marketplace of one size, in a process and a database of its own.

Two of them can be asked in turn, so that a busy machine is busy for both.
"""

import os
import shutil
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter

SETTINGS = "tests.benchmarks.settings"
PAGES, QUEUE, LISTING = "pages", "queue", "listing"
# The same pages, but kept: in the memory of one process, or in a table as by default.
IN_MEMORY, IN_A_TABLE = "kept in memory", "kept in a table"


class Marketplace:
    """Answers what one request of a page costs."""

    def __init__(self, size: int, measures: str = PAGES, *, engine: str | None = None) -> None:
        """Begin to write the corpus of what is measured, without waiting until it is written.

        `engine` is the address of the search engine, or empty; else what the environment says.
        """
        spawn = get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(size, measures, engine, theirs))
        self._process.start()
        theirs.close()

    def wait(self) -> tuple[str, float]:
        """Wait until the corpus stands; return what it is kept in, and the seconds it took."""
        return self._pipe.recv()

    def milliseconds(self, page: str) -> float:
        """Return how long one request took; raise `EOFError` where no page came back."""
        return self._ask("milliseconds", page)

    def queries(self, page: str) -> int:
        """Return how many SQL statements one request runs."""
        return self._ask("queries", page)

    def scans(self, page: str) -> int:
        """Return how many statements of one request read all applications, row by row."""
        return self._ask("scans", page)

    def close(self) -> None:
        """Drop the database."""
        self._pipe.close()
        self._process.join()

    def _ask(self, *question: str):
        self._pipe.send(question)
        return self._pipe.recv()


def _serve(size: int, measures: str, engine: str | None, pipe: Connection) -> None:
    """Write the corpus, then answer until the other end of the pipe is closed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if engine is not None:
        os.environ["ELASTICSEARCH_URL"] = engine
    os.environ["KEPT"] = measures if measures in (IN_MEMORY, IN_A_TABLE) else ""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from applications.jobs import view_counts
    from tests.benchmarks.indexes import let_be_found, own_indexes, searched_by

    with own_database(), own_indexes():
        begun = perf_counter()
        requests = _requests(size, measures)
        let_be_found()
        kept_in = f"{connection.vendor}, searched by {searched_by()}"
        if os.environ["KEPT"]:
            settings.PAGE_CACHE, settings.VIEW_COUNT_SECONDS = True, 2
        pipe.send((kept_in, perf_counter() - begun))
        while True:
            try:
                what, page = pipe.recv()
            except EOFError:
                view_counts.write_waiting()
                return
            pipe.send(getattr(requests, what)(page))


def _requests(size: int, measures: str):
    """Write the corpus of what is measured, and return the requests that are asked of it."""
    from tests.benchmarks.corpus import Corpus
    from tests.benchmarks.listing_corpus import ListingCorpus
    from tests.benchmarks.listing_requests import ListingRequests
    from tests.benchmarks.queue_corpus import QueueCorpus
    from tests.benchmarks.queue_requests import QueueRequests
    from tests.benchmarks.requests import Requests

    if measures == LISTING:
        return ListingRequests(ListingCorpus(size).site)
    if measures == QUEUE:
        queue = QueueCorpus(size)
        return QueueRequests(queue.site, queue.moderator)
    corpus = Corpus(size)
    return Requests(corpus.site, corpus.moderator)


@contextmanager
def own_database():
    """Make an empty database that nobody else has, and drop it, with the folder, at the end."""
    from django.conf import settings
    from django.db import connection

    kept = connection.settings_dict["NAME"]
    try:
        connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(kept, verbosity=0)
    finally:
        shutil.rmtree(settings.FOLDER, ignore_errors=True)
