"""How often a task that failed is tried again: with gaps that grow."""

from dataclasses import dataclass
from datetime import timedelta

from authorities.tasks.queues import LENGTHY


@dataclass(frozen=True)
class Retries:
    """So many tries in all. The first gap doubles until it is the longest."""

    tries: int
    first: timedelta
    longest: timedelta

    def gap_after(self, tries: int) -> timedelta:
        """Return how long to wait after so many tries that failed."""
        # Bounded before it is a power: a task can be queued by hand again and again.
        return min(self.first * 2 ** min(max(0, tries - 1), 30), self.longest)


USUAL = Retries(tries=10, first=timedelta(seconds=10), longest=timedelta(minutes=5))
SLOW = Retries(tries=8, first=timedelta(minutes=1), longest=timedelta(hours=1))


def retries_of(queue: str) -> Retries:
    """Return how often tasks of the queue are tried."""
    return SLOW if queue == LENGTHY else USUAL
