"""Several results read as one list, part by part."""

from collections.abc import Sequence
from typing import Any, Protocol


class Part(Protocol):
    """A queryset or a search's results: can be counted and sliced."""

    def count(self) -> int:
        """Return how many there are."""

    def __getitem__(self, key: slice) -> Any:
        """Return a slice."""


class Chained:
    """First all of the first part, then all of the next; only what a slice needs is fetched.

    So "open first" needs no sorting by a state that changes with time, which a search engine
    could not do. For Django's `Paginator`.
    """

    def __init__(self, *parts: Part, counts: Sequence[int] | None = None) -> None:
        """Take the parts, and how many each has if that is known already."""
        self._parts = parts
        self._counts = counts

    def count(self) -> int:
        """Return how many there are in all parts."""
        return sum(self._part_counts())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, key: slice) -> list:
        start, stop = key.start or 0, key.stop
        found: list = []
        for part, count in zip(self._parts, self._part_counts(), strict=True):
            if start < count and (stop is None or stop > 0):
                found += part[max(0, start) : count if stop is None else min(stop, count)]
            start -= count
            stop = None if stop is None else stop - count
        return found

    def _part_counts(self) -> Sequence[int]:
        if self._counts is None:
            self._counts = [part.count() for part in self._parts]
        return self._counts
