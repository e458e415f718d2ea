"""The judged queries: what is typed, and what of the corpus is how good an answer to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tests.relevance.briefs import About
from tests.relevance.vocabulary import read

# What must hold together, by the names of `About`'s fields; a text alone names a topic.
Condition = str | Mapping[str, str]


@dataclass(frozen=True)
class Query:
    """What somebody types, and the conditions of each grade."""

    kind: str
    words: str
    length: int = 0
    best: Sequence[Condition] = ()
    good: Sequence[Condition] = ()
    fair: Sequence[Condition] = ()

    def typed(self) -> str:
        """Return the words as they are typed: repeated until they are as long as they should be."""
        if not self.length:
            return self.words
        times = self.length // (len(self.words) + 1) + 1
        return " ".join([self.words] * times)[: self.length]

    def grade(self, about: About) -> int:
        """Return how good an answer a brief is: 3, 2, 1, or 0."""
        for grade, conditions in ((3, self.best), (2, self.good), (1, self.fair)):
            if any(_holds(condition, about) for condition in conditions):
                return grade
        return 0

    def conditions(self) -> list[Mapping[str, str]]:
        """Return the conditions of every grade."""
        return [_written_out(condition) for condition in (*self.best, *self.good, *self.fair)]


# The queries of who wrote the briefs, and those of who saw neither the engine nor its results.
JUDGED, LAY = "judgements", "judgements_lay"


@cache
def queries(name: str = JUDGED) -> list[Query]:
    """Return all judged queries of a file, in its order."""
    return [Query(**row) for row in read(f"{name}.toml")["query"]]


def _holds(condition: Condition, about: About) -> bool:
    return all(getattr(about, name) == value for name, value in _written_out(condition).items())


def _written_out(condition: Condition) -> Mapping[str, str]:
    return {"topic": condition} if isinstance(condition, str) else condition
