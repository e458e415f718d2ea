"""Readers who search, think, and search again, while something happens to the search engine."""

import random
import re
import time
from collections import Counter
from dataclasses import dataclass
from threading import Event, Thread

import requests
from wagtail.models import Page, Site

from challenges.models import ChallengePage
from search.page_text import texts_of
from search.words import stem, stems_of

PATIENCE = 30
# Seconds in which somebody reads what was found.
THINKS = (1.0, 4.0)
COUNT = re.compile(r"([\d,]+) (?:challenges?|pages?) found")


@dataclass(frozen=True)
class Said:
    """What the server said to one search, and whether it was what there is."""

    path: str
    status: int
    seconds: float
    count: int
    wanted: int

    @property
    def is_right(self) -> bool:
        """Whether a page came that has all that there is, and nothing else."""
        return self.status == 200 and self.count == self.wanted


def truth(site: Site, words: list[str]) -> dict[str, int]:
    """Return how much each search has to find, by its address, read from the pages themselves."""
    listed = set(ChallengePage.objects.live().listed_on(site).values_list("pk", flat=True))
    stems = {word: stem(word) for word in words}
    wanted: Counter[str] = Counter()
    for page in Page.objects.live().public().specific().iterator(chunk_size=500):
        said = set(stems_of(texts_of(page).whole))
        is_found_at = {
            "/search/": page.path.startswith(site.root_page.path),
            "/challenges/": page.pk in listed,
        }
        wanted.update(
            f"{path}?q={word}"
            for path, is_there in is_found_at.items()
            for word in words
            if is_there and stems[word] in said
        )
    return dict(wanted)


class Readers:
    """So many clients, who search for as long as the block lasts."""

    def __init__(self, address: str, host: str, wanted: dict[str, int], clients: int) -> None:
        self.said: list[Said] = []
        self._address, self._host, self._wanted = address, host, wanted
        self._is_over = Event()
        self._threads = [Thread(target=self._read, args=(number,)) for number in range(clients)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _read(self, number: int) -> None:
        rng = random.Random(number)
        # Nobody opens the page at the same instant as everybody else.
        while not self._is_over.wait(rng.uniform(*THINKS)):
            self.said.append(self.ask(rng.choice(list(self._wanted))))

    def ask(self, path: str) -> Said:
        """Search once."""
        begun = time.monotonic()
        try:
            response = requests.get(
                self._address + path, headers={"Host": self._host}, timeout=PATIENCE
            )
            status, text = response.status_code, response.text
        except requests.RequestException:
            status, text = 0, ""
        seconds = time.monotonic() - begun
        found = COUNT.search(text)
        count = int(found[1].replace(",", "")) if found else 0
        return Said(path, status, seconds, count, self._wanted[path])
