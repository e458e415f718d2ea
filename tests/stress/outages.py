"""What readers meet while the search engine is away, and when it comes back."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from modelsearch.backends import get_search_backend
from wagtail.models import Page, Site

from search.index.circuit_breaker import breaker
from tests.stress.letterbox import Postman
from tests.stress.proxy import Line, Proxy
from tests.stress.readers import Readers, Said
from tests.stress.server import Server

AT_MOST = 1.5
# How long each thing lasts: longer than the first gaps between two tries of the engine.
SECONDS = 20


@dataclass(frozen=True)
class Row:
    """What was said while one thing lasted. Times are in seconds."""

    name: str
    said: list[Said]
    notes: str = ""
    fault: str = ""
    at_most: float = AT_MOST

    def __str__(self) -> str:
        seconds = [one.seconds for one in self.said] or [0]
        failed = sum(one.status != 200 for one in self.said)
        wrong = sum(not one.is_right for one in self.said) - failed
        return (
            f"{self.name:22}{len(self.said):>9}{failed:>9}{wrong:>9}"
            f"{median(seconds):>9.2f}{max(seconds):>9.2f}  {self.notes}"
        )

    def broken(self) -> list[str]:
        """Return what was promised and not kept, in sentences."""
        sentences = [f"{self.name}: {self.fault}"] if self.fault else []
        if not self.said:
            sentences.append(f"{self.name}: nobody searched.")
        for one in self.said:
            if not one.is_right or one.seconds > self.at_most:
                sentences.append(
                    f"{self.name}: {one.path} answered {one.status} after {one.seconds:.2f} s, "
                    f"with {one.count} of {one.wanted} pages."
                )
        return sentences


def heading() -> str:
    """Return the line above the rows."""
    columns = ("searches", "failed", "wrong", "median", "slowest")
    return f"{'':22}" + "".join(f"{name:>9}" for name in columns)


def run(
    proxy: Proxy, server: Server, site: Site, wanted: dict[str, int], clients: int, log: Path
) -> Iterator[Row]:
    """Yield a row for each thing that happens to the engine."""

    def readers() -> Readers:
        return Readers(server.address, site.hostname, wanted, clients)

    # A server that has just started answers its first requests late, whatever searches.
    with readers():
        time.sleep(SECONDS / 2)
    for name, line in (
        ("at rest", Line.PASSES),
        ("stopped", Line.REFUSES),
        ("started again", Line.PASSES),
        ("hung", Line.HANGS),
        ("answers again", Line.PASSES),
    ):
        with readers() as crowd:
            proxy.become(line)
            time.sleep(SECONDS)
        yield Row(name, crowd.said)
    postman = Postman(log)
    with readers() as crowd:
        empty()
        time.sleep(SECONDS / 2)
        had = known()
        postman.work()
        time.sleep(SECONDS / 2)
    pages = known()
    fault = "" if had == 0 < pages else f"the engine has {pages} pages after the worker's round."
    yield Row("emptied and filled", crowd.said, f"{had} pages known, then {pages}", fault)


def empty() -> None:
    """Delete the engine's indexes."""
    engine = get_search_backend()
    for name in engine.es.indices.get(index=f"{engine.index_prefix}*"):
        engine.es.indices.delete(index=name)


def known() -> int:
    """Return how many pages the engine has."""
    breaker.reset()
    engine = get_search_backend()
    index = engine.get_index_for_model(Page).name
    if not engine.es.indices.exists(index=index):
        return 0
    engine.refresh_indexes()
    return engine.es.count(index=index)["count"]
