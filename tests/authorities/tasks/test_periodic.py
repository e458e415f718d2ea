"""Jobs that come again: one turn is one task, however many workers look."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from authorities.models import JobTurn, WorkerBeat
from authorities.tasks import periodic
from authorities.tasks.periodic import Periodic, run_job, set_jobs, take_turns
from authorities.tasks.working import DEAD_AFTER
from tests import tasks

pytestmark = pytest.mark.django_db

TEN = timedelta(seconds=10)


def job():
    tasks.done.append("job")


@pytest.fixture(autouse=True)
def _one_job(monkeypatch):
    monkeypatch.setattr(periodic, "_jobs", {})
    tasks.done.clear()
    set_jobs([Periodic(job, TEN)])


def is_over():
    DBTaskResult.objects.all().delete()


def test_a_turn_comes_at_once_and_then_after_each_gap():
    now = timezone.now()
    assert take_turns(now) == 1
    is_over()
    assert take_turns(now + TEN - timedelta(seconds=1)) == 0
    assert take_turns(now + TEN) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_workers_who_look_at_the_same_moment_queue_one_task():
    now = timezone.now()
    take_turns(now)
    is_over()
    start, taken = threading.Barrier(4), []

    def look():
        start.wait()
        taken.append(take_turns(now + TEN))
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [0, 0, 0, 1]
    assert DBTaskResult.objects.count() == 1


def test_a_turn_that_waits_or_is_worked_on_is_not_queued_a_second_time():
    now = timezone.now()
    take_turns(now)
    assert take_turns(now + TEN) == 0
    DBTaskResult.objects.get().claim("busy/prompt")
    later = now + 2 * TEN
    WorkerBeat.objects.create(
        worker="busy", started_at=now, beat_at=later, lives_until=later + DEAD_AFTER
    )
    assert take_turns(later) == 0


@pytest.mark.parametrize("is_known", [True, False])
def test_a_killed_worker_does_not_keep_the_next_turn_waiting(is_known):
    now = timezone.now()
    take_turns(now)
    DBTaskResult.objects.get().claim("dead/prompt")
    if is_known:
        WorkerBeat.objects.create(
            worker="dead", started_at=now, beat_at=now, lives_until=now + DEAD_AFTER
        )
    assert take_turns(now + TEN) == 1


def test_a_job_that_failed_for_good_comes_again_at_its_next_turn():
    now = timezone.now()
    take_turns(now)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert take_turns(now + TEN) == 1


def test_a_clock_that_was_a_day_ahead_stops_nothing():
    now = timezone.now()
    take_turns(now + timedelta(days=1))
    is_over()
    assert take_turns(now) == 1


def test_a_round_of_cron_takes_what_is_due_within_the_minute_and_not_what_is_daily():
    set_jobs([Periodic(job, timedelta(days=1))])
    now = timezone.now()
    take_turns(now)
    is_over()
    assert take_turns(now + timedelta(minutes=1), early=timedelta(minutes=1)) == 0
    set_jobs([Periodic(job, TEN)])
    JobTurn.objects.update(due_at=now + TEN)
    assert take_turns(now, early=timedelta(minutes=1)) == 1


def test_a_job_of_another_version_is_left_out():
    run_job.call("was_here_before")
    run_job.call("job")
    assert tasks.done == ["job"]
