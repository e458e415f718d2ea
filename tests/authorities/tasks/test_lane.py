"""What a worker has in hand is never lost: it fails and is tried again, or its worker dies."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from authorities.models import WorkerBeat
from authorities.tasks.failures import failed_tasks, forget_old_tasks, try_again
from authorities.tasks.lane import Lane, give_back, give_back_of
from authorities.tasks.queues import LANES, LENGTHY, MAIL
from authorities.tasks.retries import USUAL, retries_of
from authorities.tasks.working import DEAD_AFTER, give_back_of_dead
from tests import tasks
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MAIL_LANE = next(lane for lane in LANES if lane.name == "mail")
INDEXING_LANE = next(lane for lane in LANES if lane.name == "indexing")


@pytest.fixture(autouse=True)
def _nothing_is_done():
    tasks.done.clear()
    tasks.faults.clear()


def work(worker="here"):
    Lane(MAIL_LANE, worker, once=True).work()


def take(worker):
    """Let a worker take a task, and die before it does anything."""
    found = DBTaskResult.objects.ready().get()
    found.claim(f"{worker}/mail")
    return found


def beat(worker, age=timedelta(0)):
    at = timezone.now() - age
    WorkerBeat.objects.create(worker=worker, started_at=at, beat_at=at, lives_until=at + DEAD_AFTER)


def test_what_is_rolled_back_is_not_done():
    savepoint = transaction.savepoint()
    tasks.note.enqueue("a")
    transaction.savepoint_rollback(savepoint)
    work()
    assert tasks.done == []


def test_a_task_is_done_once_and_leaves_nothing():
    tasks.note.enqueue("a")
    work()
    work()
    assert tasks.done == ["a"]
    assert not DBTaskResult.objects.exists()


def test_codes_go_before_other_mail():
    tasks.note.enqueue("mail")
    tasks.note.using(queue_name="codes", priority=10).enqueue("code")
    work()
    assert tasks.done == ["code", "mail"]


def test_one_that_fails_waits_longer_each_time_and_keeps_no_other_from_its_turn():
    tasks.faults[:] = [ValueError("no"), ValueError("no")]
    tasks.note.using(priority=1).enqueue("a")
    now = timezone.now()
    for tries in (1, 2):
        with time_machine.travel(now, tick=False):
            work()
            (waits,) = DBTaskResult.objects.all()
            assert waits.status == TaskResultStatus.READY
            assert waits.run_after == now + USUAL.gap_after(tries)
            tasks.note.enqueue("b")
            work()
            assert tasks.done.count("b") == tries
        now = waits.run_after + timedelta(seconds=1)
    assert USUAL.gap_after(2) > USUAL.gap_after(1)
    with time_machine.travel(now):
        work()
    assert tasks.done.count("a") == 1
    assert not DBTaskResult.objects.exists()


def test_what_always_fails_is_shown_and_can_be_tried_once_more():
    tasks.never.enqueue()
    now = timezone.now()
    for _try in range(USUAL.tries):
        now += USUAL.longest + timedelta(seconds=1)
        with time_machine.travel(now):
            work()
    (failed,) = failed_tasks()
    assert failed.exception_class_path == "django.http.response.Http404"
    ina = UserFactory()
    assert try_again(failed.pk, by=ina)
    assert not try_again(failed.pk, by=ina)
    assert not failed_tasks().exists()
    work()
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_failures_are_forgotten_after_some_months_and_not_before():
    tasks.never.enqueue()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    assert forget_old_tasks(timezone.now() + timedelta(days=80)) == 0
    assert forget_old_tasks(timezone.now() + timedelta(days=100)) == 1


def test_a_row_that_was_deleted_meanwhile_need_not_be_indexed_but_a_job_that_misses_one_failed():
    tasks.ask_for_what_is_gone.enqueue()
    work()
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    DBTaskResult.objects.update(
        backend_name=INDEXING_LANE.backend, queue_name="default", run_after=get_date_max()
    )
    Lane(INDEXING_LANE, "here", once=True).work()
    assert not DBTaskResult.objects.exists()


def test_a_task_of_a_newer_version_waits_a_day_for_a_worker_that_knows_it():
    tasks.note.using(priority=1).enqueue("newer")
    DBTaskResult.objects.update(task_path="tests.tasks.comes_later", worker_ids=["a"] * 20)
    tasks.note.enqueue("ours")
    work()
    assert tasks.done == ["ours"]
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1)):
        work()
    assert failed_tasks().exists()


class TestAWorkerThatDied:
    def test_what_it_had_in_hand_is_taken_again(self):
        tasks.note.enqueue("a")
        beat("dead", age=DEAD_AFTER + timedelta(seconds=1))
        take("dead")
        work()
        assert tasks.done == []
        assert give_back_of_dead() == 1
        work()
        assert tasks.done == ["a"]

    def test_one_that_never_gave_a_sign_is_dead_too(self):
        tasks.note.enqueue("a")
        take("unknown")
        assert give_back_of_dead() == 1

    def test_one_that_lives_keeps_what_it_has(self):
        tasks.note.enqueue("a")
        beat("busy", age=DEAD_AFTER - timedelta(seconds=5))
        take("busy")
        assert give_back_of_dead() == 0
        work()
        assert tasks.done == []

    def test_two_who_notice_give_it_back_once(self):
        tasks.note.enqueue("a")
        seen = take("dead")
        assert give_back(seen)
        assert not give_back(seen)
        DBTaskResult.objects.get().claim("other/mail")
        assert not give_back(seen)

    def test_a_lane_that_broke_off_takes_up_its_own_and_nobody_elses(self):
        tasks.note.enqueue("a")
        take("here")
        give_back_of("there/mail")
        assert DBTaskResult.objects.running().exists()
        work("here")
        assert tasks.done == ["a"]

    def test_a_task_that_kills_its_workers_is_given_up(self):
        tasks.note.enqueue("a")
        for number in range(USUAL.tries):
            give_back(take(f"victim{number}"))
        assert failed_tasks().get().exception_class_path == "killed"


def test_gaps_grow_up_to_the_longest_and_what_takes_minutes_waits_longer():
    for retries in (retries_of(MAIL), retries_of(LENGTHY)):
        gaps = [retries.gap_after(tries) for tries in range(1, retries.tries + 100)]
        assert gaps[0] == retries.first
        assert gaps == sorted(gaps)
        assert gaps[-1] == retries.longest
    assert retries_of(LENGTHY).first > retries_of(MAIL).first
