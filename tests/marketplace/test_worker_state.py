"""Whether a worker lives, what waits, and what failed: said to programs, and to who can help."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from post_office import mail
from post_office.models import STATUS, Email

from authorities.models import Role, WorkerBeat
from authorities.tasks.working import DEAD_AFTER
from marketplace.worker_state import LATE_AFTER, SILENT_AFTER, worker_state
from tests import tasks
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def beat(age, worker="here"):
    at = timezone.now() - age
    return WorkerBeat.objects.create(
        worker=worker,
        started_at=at - timedelta(hours=1),
        beat_at=at,
        lives_until=at + DEAD_AFTER,
    )


@pytest.fixture
def superuser(sign_in):
    return sign_in(UserFactory(is_superuser=True, is_staff=True))


def test_before_any_worker_there_is_none():
    state = worker_state()
    assert (state.alive_since, state.last_beat, state.waiting, state.failed) == (None, None, 0, 0)
    assert state.is_silent(timezone.now())


def test_a_worker_at_work_is_said_since_when():
    at_work = beat(timedelta(seconds=2))
    state = worker_state()
    assert state.alive_since == at_work.started_at
    assert state.last_beat == at_work.beat_at
    assert not state.is_silent(timezone.now())


def test_a_dead_one_is_noticed_within_two_minutes():
    died = beat(timedelta(0))
    at = died.beat_at + timedelta(minutes=2)
    assert worker_state(at).alive_since is None
    assert worker_state(at).is_silent(at)
    assert timedelta(minutes=2) > SILENT_AFTER


def test_what_waits_is_what_is_due_and_the_oldest_since_it_was():
    tasks.note.enqueue("a")
    now = timezone.now()
    due_at = now - timedelta(minutes=10)
    tasks.note.using(run_after=due_at).enqueue("b")
    tasks.note.using(run_after=now + timedelta(hours=1)).enqueue("c")
    state = worker_state()
    assert (state.waiting, state.oldest_waiting) == (2, due_at)
    assert state.is_late(now)
    assert not state.is_late(due_at + LATE_AFTER)


def test_what_failed_are_tasks_and_mails():
    tasks.never.enqueue()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    mail.send("ada@example.com", "us@council.example", subject="Hi")
    Email.objects.update(status=STATUS.failed)
    assert worker_state().failed == 2


def test_who_sees_to_the_installation_reads_it_on_the_first_page(superuser, browse):
    assert "No worker was ever started." in browse("/admin/").text
    beat(timedelta(minutes=5))
    assert "No worker is at work" in browse("/admin/").text
    beat(timedelta(0), "new")
    assert "The worker needs you" not in browse("/admin/").text


def test_nobody_else_is_bothered_with_it(sign_in, browse, authority):
    sign_in(UserFactory.working_for(authority, Role.ADMINISTRATOR))
    assert "worker" not in browse("/admin/").text.lower()


def test_what_failed_is_listed_and_tried_again_once(superuser, browse, client, authority):
    tasks.note.enqueue("a")
    DBTaskResult.objects.update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path="builtins.OSError",
    )
    mail.send("ada@example.com", "us@council.example", subject="About damp")
    Email.objects.update(status=STATUS.failed)
    page = browse("/admin/worker/").text
    for text in ("tests.tasks.note a", "builtins.OSError", "ada@example.com", "About damp"):
        assert text in page
    task = DBTaskResult.objects.failed().get()
    for chosen in ({"task": str(task.pk)}, {"mail": str(Email.objects.get().pk)}):
        host = {"host": authority.hostname}
        first = client.post("/admin/worker/", chosen, headers=host, follow=True)
        assert "It is tried again." in first.text
        second = client.post("/admin/worker/", chosen, headers=host, follow=True)
        assert "somebody has it tried again already" in second.text
    assert worker_state().failed == 0


@pytest.mark.parametrize("chosen", [{}, {"task": "?"}, {"mail": "?"}, {"mail": "7"}])
def test_a_form_that_names_nothing_changes_nothing(superuser, client, authority, chosen):
    response = client.post(
        "/admin/worker/", chosen, headers={"host": authority.hostname}, follow=True
    )
    assert response.status_code == 200
