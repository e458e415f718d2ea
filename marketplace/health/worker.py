"""What is known of the worker: whether it is alive, and what waits for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from post_office.models import STATUS, Email

from marketplace.health.waiting import ask_cache

BEAT = "worker_beat"
# A worker that has said nothing for so long is dead, and what has waited longer piles up.
SILENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Worker:
    """When the worker began and spoke last, and how much waits, since when, and failed for good."""

    alive_since: datetime | None
    last_beat: datetime | None
    waiting: int
    oldest_waiting: datetime | None
    failed: int

    def is_alive(self, now: datetime) -> bool:
        """Return whether it spoke lately."""
        return self.last_beat is not None and now - self.last_beat < SILENCE

    def is_behind(self, now: datetime) -> bool:
        """Return whether something waits for longer than it should."""
        return self.oldest_waiting is not None and now - self.oldest_waiting > SILENCE


def beat() -> None:
    """Say that the worker is alive: its first job of each round."""
    now = timezone.now()
    since = _last_beats()[0]
    cache.set(BEAT, (since or now, now), timeout=24 * 3600)


def ask_worker() -> Worker:
    """Return what is known of it. One query, and one of the cache's."""
    since, last = _last_beats()
    waits = Q(status=STATUS.queued) | Q(status=STATUS.requeued)
    is_due = Q(scheduled_time=None) | Q(scheduled_time__lte=timezone.now())
    found = Email.objects.aggregate(
        waiting=Count("pk", filter=waits),
        oldest=Min(Coalesce("scheduled_time", "created"), filter=waits & is_due),
        failed=Count("pk", filter=Q(status=STATUS.failed)),
    )
    return Worker(since, last, found["waiting"], found["oldest"], found["failed"])


def _last_beats() -> tuple[datetime | None, datetime | None]:
    since, last = ask_cache(lambda: cache.get(BEAT)) or (None, None)
    # After a silence another worker has begun.
    return (since, last) if last and timezone.now() - last < SILENCE else (None, last)
