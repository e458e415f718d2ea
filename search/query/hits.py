"""What an engine answers."""

from collections.abc import Container, Iterable
from typing import NamedTuple

# So many of the best are ever looked at: nobody reads on, and an engine's window has an end.
AT_MOST = 2000
NEAR = -1
# A page that fits so much better is no equal.
NEARLY_EQUAL = 1.05


class Hit(NamedTuple):
    """A page that fits; its tier is how weighty the place is in which all terms stand.

    3: its heading, 2: heading and summary together, 1: anywhere, 0: it has some of them only,
    `NEAR`: none, and it means much the same. `fit` orders those of one tier: the more, the better,
    in no unit that two engines would share. `cosine` is how near it is in meaning, 0 if not near.
    `score` orders all.
    """

    key: int
    tier: int
    fit: float = 0.0
    cosine: float = 0.0
    score: float = 0.0


def preferring(hits: Iterable[Hit], preferred: Container[int]) -> list[Hit]:
    """Return the hits, the best first; at nearly equal fit those that are preferred."""
    return sorted(hits, key=lambda hit: -hit.score * (NEARLY_EQUAL if hit.key in preferred else 1))
