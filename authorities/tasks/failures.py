"""Tasks that failed for good: listed, tried again, and forgotten."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from authorities.models import User, WorkerBeat

log = structlog.get_logger(__name__)

KEPT = timedelta(days=90)
# Whoever gave no sign for so long is no worker any more.
WORKERS_KEPT = timedelta(days=1)


def failed_tasks() -> QuerySet[DBTaskResult]:
    """Return the tasks that are no longer tried, the newest first."""
    return DBTaskResult.objects.failed().order_by("-finished_at")


def try_again(task: UUID, *, by: User) -> bool:
    """Let the task of this key begin anew; return False unless it is one that failed."""
    is_ours = bool(
        failed_tasks()
        .filter(pk=task)
        .update(
            status=TaskResultStatus.READY,
            worker_ids=[],
            run_after=get_date_max(),
            enqueued_at=timezone.now(),
            finished_at=None,
        )
    )
    if is_ours:
        log.info("task_tried_again", task=str(task), by=by.pk)
    return is_ours


def forget_old_tasks(now: datetime) -> int:
    """Delete what failed long ago, and workers that are no more; return how many tasks."""
    WorkerBeat.objects.filter(beat_at__lt=now - WORKERS_KEPT).delete()
    return failed_tasks().filter(finished_at__lt=now - KEPT).delete()[0]
