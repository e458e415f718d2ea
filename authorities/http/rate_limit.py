"""How often one person, browser or network may do something, and how long guessing has to wait."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from authorities.models import RateCount

# In seconds: who guesses waits twice as long each time, for an hour at most.
FIRST_WAIT = 60
LONGEST_WAIT = 3600
GUESSES_FORGOTTEN = 24 * 3600


@dataclass(frozen=True)
class RateLimit:
    """At most `times` in any `seconds`, counted in a table of its own, one after the other.

    So many requests at once let exactly the allowed number through, and nothing evicts a count.
    """

    name: str
    times: int
    seconds: int

    def is_hit(self, who: str) -> bool:
        """Count one more for `who` and return False; or return True where that is over the limit.

        What is refused is not counted: it keeps nobody waiting for longer.
        """
        with _counted(f"{self.name}:{who}", self.seconds) as moments:
            if len(moments) >= self.times:
                return True
            moments.append(time.time())
            return False

    def give_back(self, who: str) -> None:
        """Take out the last one that was counted for `who`."""
        with _counted(f"{self.name}:{who}", self.seconds) as moments:
            if moments:
                moments.pop()


@dataclass(frozen=True)
class GuessLimit:
    """After `free` wrong guesses, each further one has to wait, twice as long as the one before."""

    name: str
    free: int = 5

    def wait(self, who: str) -> timedelta:
        """Return how long `who` has to wait until the next guess; where none, count it as wrong.

        Counted before the guess is looked at, so that many at once are not all free: who was right
        calls `forget`.
        """
        with _counted(f"{self.name}:{who}", GUESSES_FORGOTTEN) as moments:
            if left := self._left(moments):
                return timedelta(seconds=left)
            moments.append(time.time())
            return timedelta()

    def forget(self, who: str) -> None:
        """Forget the wrong guesses of `who`."""
        RateCount.objects.filter(pk=_digest(f"{self.name}:{who}")).delete()

    def _left(self, moments: list[float]) -> float:
        if len(moments) < self.free:
            return 0
        # Bounded before it is a power: somebody may go on for days.
        wait = min(FIRST_WAIT * 2 ** min(len(moments) - self.free, 10), LONGEST_WAIT)
        return max(0, moments[-1] + wait - time.time())


def client_address(request: HttpRequest) -> str:
    """Return the address of who asks, as the outermost proxy that we trust saw it."""
    if settings.PROXY_COUNT:
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        if len(hops) >= settings.PROXY_COUNT:
            return hops[-settings.PROXY_COUNT].strip()
    return request.META.get("REMOTE_ADDR", "")


def forget_counts(now: datetime) -> int:
    """Delete what no limit reads any more; return how many rows that were."""
    return RateCount.objects.filter(ends_at__lt=now).delete()[0]


@contextmanager
def _counted(key: str, seconds: int) -> Iterator[list[float]]:
    """Yield the moments of the last `seconds`, locked, and keep what is added to them."""
    with transaction.atomic():
        row, _is_new = RateCount.objects.select_for_update().get_or_create(
            key=_digest(key), defaults={"ends_at": _after(seconds)}
        )
        moments = [moment for moment in row.moments if moment > time.time() - seconds]
        before = len(moments)
        yield moments
        if len(moments) != before:
            row.moments, row.ends_at = moments, _after(seconds)
            row.save(update_fields=["moments", "ends_at"])


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _after(seconds: int) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)
