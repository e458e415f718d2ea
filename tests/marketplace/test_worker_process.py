"""The worker as a process: killed, told to stop, and beside a mail server that says nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from post_office import mail
from post_office.models import STATUS, Email

from authorities.models import JobTurn, WorkerBeat

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def silent():
    """An SMTP server that takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield server.getsockname()[1]


@pytest.fixture
def begin(silent):
    """Return a function that starts a worker on the test's database."""
    at_work = []

    def start():
        where = connection.settings_dict
        url = (
            f"sqlite:///{where['NAME']}"
            if connection.vendor == "sqlite"
            else "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**where)
        )
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_worker"],
            cwd=ROOT,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "marketplace.settings.development",
                "DATABASE_URL": url,
                "EMAIL_URL": f"smtp://127.0.0.1:{silent}",
                "EMAIL_TIMEOUT": "3",
                "SENTENCE_ENCODER": "",
                "RECORD_HEADS_FILE": "",
            },
            stderr=subprocess.DEVNULL,
        )
        at_work.append(process)
        return process

    yield start
    for process in at_work:
        process.kill()
        process.wait()


def wait_until(is_so, seconds=60):
    give_up_at = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < give_up_at
        time.sleep(0.2)


def test_a_silent_mail_server_stops_no_other_job_and_who_is_told_to_stop_does(begin):
    for _ in range(3):
        mail.send("ada@example.com", "us@council.example", subject="Hi")
    worker = begin()
    wait_until(DBTaskResult.objects.running().filter(queue_name="mail").exists)
    began = timezone.now()
    wait_until(
        lambda: JobTurn.objects.filter(job="publish_scheduled", due_at__gt=began).exists(), 15
    )
    wait_until(Email.objects.filter(status=STATUS.requeued).exists, 15)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    assert not WorkerBeat.objects.exists()
    assert not DBTaskResult.objects.running().exists()


def test_what_a_killed_worker_had_in_hand_stays_for_the_next(begin):
    mail.send("ada@example.com", "us@council.example", subject="Hi")
    worker = begin()
    wait_until(DBTaskResult.objects.running().filter(queue_name="mail").exists)
    worker.kill()
    worker.wait()
    assert DBTaskResult.objects.filter(queue_name="mail").count() == 1
    assert Email.objects.get().status == STATUS.queued
