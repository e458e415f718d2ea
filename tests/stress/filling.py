"""An index is filled anew while everybody searches, and somebody publishes and takes back."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from wagtail.models import Page, Site

from challenges.models import ChallengePage
from search.index.circuit_breaker import breaker
from tests.factories import ChallengePageFactory
from tests.stress.letterbox import Postman
from tests.stress.outages import Row
from tests.stress.readers import PATIENCE, Readers
from tests.stress.server import Server

# In no other brief: what is published, changed into, and taken back.
NEW, CHANGED, GONE = "quokka", "axolotl", "pangolin"
# An engine shows a change after a second.
REFRESH = 2


def run(
    server: Server, site: Site, wanted: dict[str, int], clients: int, log: Path
) -> Iterator[Row]:
    """Yield the one row: what readers met, and what the index lacks at the end."""
    breaker.reset()
    gone = [_publish(site, GONE) for _ in range(3)]
    with Readers(server.address, site.hostname, wanted, clients) as crowd, log.open("ab") as told:
        filling = subprocess.Popen(
            # The one that is searched.
            [sys.executable, "manage.py", "update_index", "--backend", "default"],
            stdout=told,
            stderr=told,
        )
        written = 0
        while filling.poll() is None:
            page = _publish(site, NEW)
            if written % 2:
                for name, text in _texts(CHANGED).items():
                    setattr(page, name, text)
                page.save_revision().publish()
            if gone:
                Page.objects.get(pk=gone.pop().pk).specific.unpublish()
            written += 1
            time.sleep(0.2)
    Postman(log).work()  # what no engine took is written in the worker's next round
    time.sleep(REFRESH)
    there = {NEW: written - written // 2, CHANGED: written // 2, GONE: len(gone)}
    asked = Readers(
        server.address, site.hostname, {f"/challenges/?q={w}": n for w, n in there.items()}, 0
    )
    last = [asked.ask(path) for path in (f"/challenges/?q={word}" for word in there)]
    missed = [f"{one.path} finds {one.count} of {one.wanted}" for one in last if not one.is_right]
    fault = "; ".join(missed) or ("" if not filling.returncode else "update_index failed.")
    notes = f"{written} published meanwhile"
    # Who waits here waits for the processor: it is not said how long.
    yield Row("filled anew", crowd.said, notes, fault, at_most=PATIENCE)


def _publish(site: Site, word: str) -> ChallengePage:
    return ChallengePageFactory(authority=site, **_texts(word))


def _texts(word: str) -> dict[str, str]:
    """Return what a challenge says that has one word of its own, and none that readers look for."""
    answers = dict.fromkeys(("end_users", "success_measures"), f"<p>{word}</p>")
    return {"title": f"Of the {word}", "question": "Who?", "summary": "So.", **answers}
