"""Jobs that come again: each turn is one task, whoever looks first and on whatever host."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from authorities.models import JobTurn, WorkerBeat
from authorities.tasks.queues import OURS, PROMPT

log = structlog.get_logger(__name__)

# Who was silent for so long may be dead: the next turn does not wait for what it has in hand.
SILENT = timedelta(seconds=6)
# A turn further away than the job's gap and this was set by a clock that was wrong.
SKEW = timedelta(minutes=1)


@dataclass(frozen=True)
class Periodic:
    """A function without arguments, how often it comes, and where it waits for its turn."""

    do: Callable[[], object]
    every: timedelta
    queue: str = PROMPT

    @property
    def name(self) -> str:
        """Return the name by which its tasks know it."""
        return self.do.__name__


_jobs: dict[str, Periodic] = {}


def set_jobs(jobs: list[Periodic]) -> None:
    """Say which jobs there are; a worker does so as it starts."""
    _jobs.clear()
    _jobs.update({job.name: job for job in jobs})


@task(queue_name=PROMPT, backend=OURS)
def run_job(name: str) -> None:
    """Do the job of this name; one that another version knew is none."""
    if job := _jobs.get(name):
        job.do()
    else:
        log.warning("unknown_job_left_out", job=name)


def take_turns(now: datetime, *, early: timedelta = timedelta(0)) -> int:
    """Queue each job that is due, or will be as soon as `early`; return how many that were.

    A job whose last turn is not over is left out.
    """
    known = dict(JobTurn.objects.values_list("job", "due_at"))
    return sum(
        _take_turn(job, now, early)
        for job in _jobs.values()
        if job.name not in known or _is_due(job, known[job.name], now, early)
    )


def _is_due(job: Periodic, due_at: datetime, now: datetime, early: timedelta) -> bool:
    return due_at <= now + early or due_at > now + job.every + SKEW


def _take_turn(job: Periodic, now: datetime, early: timedelta) -> bool:
    JobTurn.objects.get_or_create(job=job.name, defaults={"due_at": now})
    with transaction.atomic():
        # One worker alone finds it due: the others wait for this row, and see the new time.
        is_ours = JobTurn.objects.filter(
            Q(due_at__lte=now + early) | Q(due_at__gt=now + job.every + SKEW), job=job.name
        ).update(due_at=now + job.every)
        if not is_ours or _is_under_way(JobTurn.objects.get(job=job.name).task, now):
            return False
        queued = run_job.using(queue_name=job.queue).enqueue(job.name)
        JobTurn.objects.filter(job=job.name).update(task=queued.id)
    return True


def _is_under_way(task: UUID | None, now: datetime) -> bool:
    """Return whether the task waits, or somebody works on it who gave a sign of life just now."""
    last = DBTaskResult.objects.filter(pk=task).first() if task else None
    if last is None or last.status == TaskResultStatus.FAILED:
        return False
    if last.status == TaskResultStatus.READY:
        return True
    worker = last.worker_ids[-1].partition("/")[0]
    return WorkerBeat.objects.filter(worker=worker, beat_at__gt=now - SILENT).exists()
