"""Whether a service is asked now, or left alone for a while because it failed."""

import threading
import time
from dataclasses import dataclass, field

import structlog

log = structlog.get_logger(__name__)

FIRST_GAP, LONGEST_GAP = 5.0, 300.0


@dataclass
class Breaker:
    """Counts a service's failures in this process. Times are in seconds of a monotonic clock.

    After a failure nobody asks for a gap, which doubles with each failure in a row. When it is
    over, one caller alone may try, so that a hung engine keeps one request waiting, not all.
    """

    name: str = "search_engine"
    longest_gap: float = LONGEST_GAP
    failures: int = 0
    next_try: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def may_ask(self) -> bool:
        """Return whether to ask now; a caller who may try again keeps the others out."""
        with self._lock:
            if not self.failures:
                return True
            if time.monotonic() < self.next_try:
                return False
            self._wait()
            return True

    def failed(self, fault: Exception) -> None:
        """Note that the engine failed; the log says how and when it is tried again."""
        with self._lock:
            self.failures += 1
            self._wait()
            log.warning(
                f"{self.name}_failed",
                fault=type(fault).__name__,
                failures=self.failures,
                next_try_in_seconds=round(self._gap()),
            )

    def worked(self) -> None:
        """Note that it answered."""
        with self._lock:
            if self.failures:
                log.info(f"{self.name}_answers_again", failures=self.failures)
            self.failures = 0

    def reset(self) -> None:
        """Forget every failure."""
        self.failures, self.next_try = 0, 0.0

    def _gap(self) -> float:
        # Bounded before it is a power: an outage of hours makes no number that is too large.
        return min(FIRST_GAP * 2 ** min(max(0, self.failures - 1), 30), self.longest_gap)

    def _wait(self) -> None:
        self.next_try = time.monotonic() + self._gap()


breaker = Breaker()
