"""What briefs are put together from: topics, and what all topics share.

Both are texts of our own in TOML files beside this module. A topic has, besides its name and theme:

- `titles`, `questions`, `summaries`: a brief has one of each;
- `users`, `success`, `why`, `tried`, `needs`: sentences for the answers about who it is for, how we
  know that it works, why it matters, what was tried, and what it depends on;
- `aside`: what the topic is called where a brief on another topic mentions it.

The words in braces are filled in by `tests.relevance.briefs`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Topic:
    """One kind of problem that an authority has."""

    name: str
    theme: str
    titles: list[str]
    questions: list[str]
    summaries: list[str]
    users: list[str]
    success: list[str]
    why: list[str]
    tried: list[str]
    needs: list[str]
    aside: str

    @property
    def weight(self) -> float:
        """How common the topic is: the most common one is three times as common as the rarest."""
        return Random(f"weight {self.name}").uniform(1, 3)


@cache
def topics() -> dict[str, Topic]:
    """Return all topics by their names, always in the same order."""
    return {
        row["name"]: Topic(**row)
        for path in sorted(FOLDER.glob("topics/*.toml"))
        for row in read(path.relative_to(FOLDER).as_posix())["topic"]
    }


@cache
def weights() -> list[float]:
    """Return how common each topic is, in the topics' order."""
    return [topic.weight for topic in topics().values()]


@cache
def shared() -> dict[str, Any]:
    """Return what all topics share: places, angles, groups, technologies and general sentences."""
    return read("shared.toml")


def read(name: str) -> dict[str, Any]:
    """Return what a file of this folder says."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
