"""What can be said of the workers: whether one lives, and what waits for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Max, Min, Q, When
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max
from post_office.models import STATUS, Email

from authorities.models import WorkerBeat
from authorities.tasks.failures import failed_tasks

# A sign comes every two seconds; from cron one a minute.
SILENT_AFTER = timedelta(seconds=90)
LATE_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class WorkerState:
    """Since when a worker is at work, and when one last gave a sign; None: never.

    `waiting` tasks are due, the oldest since `oldest_waiting`. `failed` counts tasks and mails that
    are no longer tried.
    """

    alive_since: datetime | None
    last_beat: datetime | None
    waiting: int
    oldest_waiting: datetime | None
    failed: int

    def is_silent(self, now: datetime) -> bool:
        """Return whether no worker gives a sign of life."""
        return self.last_beat is None or self.last_beat < now - SILENT_AFTER

    def is_late(self, now: datetime) -> bool:
        """Return whether something has waited for too long."""
        return self.oldest_waiting is not None and self.oldest_waiting < now - LATE_AFTER


def worker_state(now: datetime | None = None) -> WorkerState:
    """Return how it stands now; asks the database four times."""
    now = now or timezone.now()
    beats = WorkerBeat.objects.aggregate(
        since=Min("started_at", filter=Q(lives_until__gt=now)), last=Max("beat_at")
    )
    # What has no time of its own is due since it was queued.
    due_since = Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))
    ready = DBTaskResult.objects.ready().aggregate(number=Count("pk"), oldest=Min(due_since))
    failed_mails = Email.objects.filter(status=STATUS.failed).count()
    return WorkerState(
        alive_since=beats["since"],
        last_beat=beats["last"],
        waiting=ready["number"],
        oldest_waiting=ready["oldest"],
        failed=failed_tasks().count() + failed_mails,
    )
