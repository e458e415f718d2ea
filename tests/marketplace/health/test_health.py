"""What load balancers and monitors are told: the parts, by name, with their times."""

import os
import signal
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from marketplace.health import parts
from tests import tasks
from tests.search.test_engine_outage import Hung

pytestmark = pytest.mark.django_db


def ready(client, **kwargs):
    return client.get("/health/ready", **kwargs)


def part(client, name):
    return ready(client).json()["parts"][name]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/health/"])
def test_an_address_of_the_machine_is_answered_without_tls(client, settings, path):
    settings.ALLOWED_HOSTS = ["challenges.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    response = client.get(path, headers={"host": "10.0.0.7:8000"})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_another_page_is_not(client, settings):
    settings.ALLOWED_HOSTS = ["challenges.example.org"]
    assert client.get("/", headers={"host": "10.0.0.7:8000"}).status_code == 400


def test_each_part_is_told_by_name_with_its_time(client, beat):
    beat()
    told = ready(client).json()
    assert told["status"] == "ok"
    asked = "database, restore, migrations, cache, files, worker, clock"
    assert set(told["parts"]) == {*asked.split(", "), "search engine", "search index"}
    assert all(one["ms"] >= 0 for one in told["parts"].values())


def test_without_the_database_nobody_is_sent_here_and_the_process_is_left_alone(
    client, monkeypatch
):
    def fail():
        raise ConnectionError("password authentication failed for user canary")

    monkeypatch.setattr(parts, "_database", fail)
    response = ready(client)
    assert response.status_code == 503
    assert response.json()["parts"]["database"]["said"] == "does not answer"
    assert "canary" not in response.text
    assert client.get("/health/live").status_code == 200


def test_a_version_whose_migrations_are_missing_gets_no_reader(client, monkeypatch):
    monkeypatch.setattr(parts, "_migrated", parts.threading.Event())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    response = ready(client)
    assert response.status_code == 503
    assert response.json()["parts"]["migrations"]["said"].endswith(" missing")


def test_a_worker_that_was_never_started_is_told_and_readers_go_on(client):
    response = ready(client)
    assert response.status_code == 200
    assert response.json()["parts"]["worker"]["said"] == "is not running"
    assert response.json()["status"] == "degraded"


def test_a_worker_that_died_is_told_within_two_minutes(client, monkeypatch, beat):
    beat()
    assert part(client, "worker")["status"] == "ok"
    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(parts.timezone, "now", lambda: later)
    assert part(client, "worker")["said"] == "is not running"


def test_work_that_piles_up_is_told_and_what_is_meant_for_later_is_not_late(client, beat):
    beat()
    tasks.note.using(run_after=timezone.now() + timedelta(days=1)).enqueue("later")
    assert part(client, "worker")["status"] == "ok"
    tasks.note.enqueue("now")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=3))
    assert part(client, "worker")["said"] == "is behind"


def test_a_folder_that_cannot_be_written_is_told(client, settings, monkeypatch):
    monkeypatch.setattr(parts.os, "access", lambda *_: False)
    assert part(client, "files") | {"ms": 0} == {
        "status": "degraded",
        "said": "cannot be written",
        "ms": 0,
    }


def test_a_redis_that_hangs_or_is_gone_is_told_soon_and_again(client, redis_server):
    assert part(client, "cache")["status"] == "ok"
    os.kill(redis_server.pid, signal.SIGSTOP)
    for longest in (parts.LIMIT + 1, 1):
        begun = time.monotonic()
        assert part(client, "cache")["said"] == "does not answer"
        assert time.monotonic() - begun < longest
    os.kill(redis_server.pid, signal.SIGKILL)
    redis_server.wait()
    assert part(client, "cache")["said"] == "does not answer"
    assert ready(client).status_code == 200


def test_a_scanner_that_hangs_is_told(client, settings):
    hung = Hung()
    settings.CLAMAV_ADDRESS = hung.url.removeprefix("http://")
    begun = time.monotonic()
    assert part(client, "virus scanner")["said"] == "does not answer"
    assert time.monotonic() - begun < parts.LIMIT + 1
    hung.close()
