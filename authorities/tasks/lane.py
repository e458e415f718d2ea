"""One thread of a worker: it takes task after task, and nothing that it has in hand is lost.

The engine is django-tasks with its database. What it lacks is added here: a task that fails waits
and is tried again, and one that went well leaves no row.
"""

import time
from datetime import timedelta
from functools import partial
from uuid import uuid4

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from authorities.tasks.queues import WAGTAILS, LaneOf
from authorities.tasks.retries import retries_of

log = structlog.get_logger(__name__)

# In seconds: between two looks at an empty queue, and after the database did not answer.
LOOK, PAUSE = 1.0, 3.0
# For so long two versions may run at once.
UPGRADE = timedelta(days=1)


class Lane(Worker):
    """Works through the queues of one lane until it is stopped or, with `once`, all is done.

    `worker` is the process; the lane's tasks carry its name and the lane's.
    """

    def __init__(self, lane: LaneOf, worker: str, *, once: bool = False) -> None:
        super().__init__(
            queue_names=list(lane.queues),
            interval=LOOK,
            batch=once,
            backend_name=lane.backend,
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{worker}/{lane.name}",
            excluded_queue_names=[],
        )

    def work(self) -> None:
        """Take tasks until stopped; go on after the database was away."""
        while self.running:
            try:
                give_back_of(self.worker_id)
                self.run()
            except Exception as error:
                # Of the engine or the database: what tasks do wrong ends with them.
                if self.batch:
                    raise
                log.warning("lane_begins_anew", lane=self.worker_id, error=str(error))
                close_old_connections()
                time.sleep(PAUSE)
            else:
                break
        if not self.batch:
            connections.close_all()

    def run_task(self, found: DBTaskResult) -> None:
        """Run it; then it is gone, or waits for another try, or has failed for good."""
        found.set_successful = partial(_is_done, found)  # type: ignore[method-assign]
        found.set_failed = partial(self._has_failed, found)  # type: ignore[method-assign]
        # Its entries and its mails have an id of their own, as those of a request have.
        with structlog.contextvars.bound_contextvars(request_id=uuid4().hex):
            super().run_task(found)

    def _has_failed(self, found: DBTaskResult, error: BaseException) -> None:
        if found.backend_name == WAGTAILS and isinstance(error, ObjectDoesNotExist):
            # What was to be kept in step was deleted meanwhile: nothing is left to do.
            _is_done(found)
            return
        if not isinstance(error, Exception):
            self.running = False  # somebody stops us
        tries, retries = len(found.worker_ids), retries_of(found.queue_name)
        now = timezone.now()
        is_over = tries >= retries.tries
        if isinstance(error, ImportError):
            # Queued by a newer version: it waits for a worker of that.
            is_over = found.enqueued_at < now - UPGRADE
        found.status = TaskResultStatus.FAILED if is_over else TaskResultStatus.READY
        found.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
        _as_taken(found).update(
            status=found.status,
            exception_class_path=found.exception_class_path,
            finished_at=now if is_over else None,
            run_after=now + retries.gap_after(tries),
        )
        said = {"task": found.task_path, "args": found.args_kwargs["args"], "tries": tries}
        if is_over:
            log.error("task_failed_for_good", exc_info=error, **said)
        else:
            log.warning("task_failed", exc_info=error, **said)


def give_back(found: DBTaskResult) -> bool:
    """Let others take a task whose worker died with it; return whether that was for us to do.

    One that was in hand so often as a task is tried fails for good: it may be what kills them.
    """
    tries = len(found.worker_ids)
    is_over = tries >= retries_of(found.queue_name).tries
    change: dict[str, object] = (
        {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
        | {"exception_class_path": "killed"}
        if is_over
        else {"status": TaskResultStatus.READY, "run_after": get_date_max()}
    )
    is_ours = bool(_as_taken(found).update(**change))
    if is_ours:
        log.warning("task_given_back", task=found.task_path, tries=tries, is_over=is_over)
    return is_ours


def give_back_of(lane: str) -> None:
    """Give back what the lane itself left when it broke off: it has nothing in hand now."""
    for found in DBTaskResult.objects.running():
        if found.worker_ids[-1:] == [lane]:
            give_back(found)


def _as_taken(found: DBTaskResult):
    """Return the row for as long as it is in the same hands."""
    return DBTaskResult.objects.filter(
        pk=found.pk, status=TaskResultStatus.RUNNING, started_at=found.started_at
    )


def _is_done(found: DBTaskResult, value: object = None) -> None:
    found.status, found.finished_at = TaskResultStatus.SUCCESSFUL, timezone.now()
    DBTaskResult.objects.filter(pk=found.pk).delete()
