"""What Prometheus reads, who may, and what stands in no series."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as own_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from post_office.models import STATUS, Email
from prometheus_client.parser import text_string_to_metric_families

from tests import tasks
from tests.factories import ChallengePageFactory, filled_in

pytestmark = pytest.mark.django_db

TOKEN, CANARY = "t" * 40, "canary-3f1b"


@pytest.fixture
def scrape(client, settings):
    """Return a function that reads the metrics: the value of each series."""
    settings.METRICS, settings.METRICS_TOKEN = True, TOKEN

    def read():
        headers = {"authorization": f"Bearer {TOKEN}", "host": "10.0.0.7:8000"}
        text = client.get("/metrics", headers=headers).text
        return {
            (sample.name, *sorted(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    return read


def named(series, name):
    return {key[1:]: value for key, value in series.items() if key[0] == name}


class TestWhoMayRead:
    def test_nobody_unless_the_settings_say_so(self, client, settings, authority):
        host = {"host": authority.hostname}
        assert client.get("/metrics", headers=host).status_code == 404

    @pytest.mark.parametrize("sent", ["", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN])
    def test_not_with_another_token(self, scrape, client, sent, authority):
        headers = {"authorization": sent, "host": authority.hostname}
        assert client.get("/metrics", headers=headers).status_code == 404

    def test_from_a_network_that_is_named_and_not_through_a_proxy(
        self, client, settings, authority
    ):
        settings.METRICS_NETWORKS = ["10.0.0.0/8"]
        host = {"host": authority.hostname}
        near, far = {"REMOTE_ADDR": "10.1.2.3"}, {"REMOTE_ADDR": "192.0.2.1"}
        assert client.get("/metrics", headers=host, **near).status_code == 200
        assert client.get("/metrics", headers=host, **far).status_code == 404
        through = host | {"x-forwarded-for": "10.1.2.3"}
        assert client.get("/metrics", headers=through, **near).status_code == 404


def test_requests_are_counted_by_view_and_what_was_asked_is_in_no_series(
    scrape, browse, authority, client
):
    page = ChallengePageFactory(authority=authority)
    browse(page.url)
    before = scrape()
    for number in range(30):
        browse(f"/{CANARY}-{number}/")
        browse(f"/applications/{CANARY}-{number}/")
        browse(f"/search/?q={CANARY}-{number}")
        client.generic(f"{CANARY[:6].upper()}{number}", "/", headers={"host": authority.hostname})
    client.post(
        page.url, filled_in(page, contact_name=CANARY), headers={"host": authority.hostname}
    )
    after = scrape()
    counted = named(after, "marketplace_request_seconds_count")
    begun = sum(named(before, "marketplace_request_seconds_count").values())
    assert sum(counted.values()) == begun + 4 * 30 + 1
    assert CANARY not in str(after)
    assert CANARY[:6].upper() not in str(after)
    assert len(counted) < 15


def test_what_waits_and_what_failed_is_told(scrape, beat):
    beat()
    for status in (STATUS.queued, STATUS.requeued, STATUS.failed):
        Email.objects.create(from_email="a@example.org", to="b@example.org", status=status)
    tasks.note.enqueue("now")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=5))
    found = scrape()
    assert found[("marketplace_mails_waiting",)] == 2
    assert found[("marketplace_mails_failed",)] == 1
    assert 300 <= found[("marketplace_task_oldest_seconds",)] < 400
    assert found[("marketplace_worker_silent_seconds",)] < 60
    assert found[("marketplace_part_up", ("part", "database"))] == 1
    assert found[("marketplace_part_up", ("part", "worker"))] == 0


WORK = """
import os, sys
from marketplace.metrics.recording import note_request
from marketplace.metrics.processes import add_up, counts
from prometheus_client import generate_latest
NAME = "marketplace_request_seconds_count"
def total():
    lines = generate_latest(counts()).decode().splitlines()
    return [line.split()[-1] for line in lines if line.startswith(NAME)]
for _ in range(3):
    if not (child := os.fork()):
        note_request("a view", "GET", 200, 0.1, kept=False)
        os._exit(0)
    os.waitpid(child, 0)
    print(*total())
    add_up(child)
    print(*total())
print(sorted(name for name in os.listdir(os.environ["PROMETHEUS_MULTIPROC_DIR"]) if name != "lock"))
"""


@pytest.mark.one_database
def test_counts_of_workers_that_ended_stay_and_their_files_go(tmp_path):
    found = subprocess.run(
        [sys.executable, "-c", WORK],
        cwd=own_settings.BASE_DIR,
        env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert found[:6] == ["1.0", "1.0", "2.0", "2.0", "3.0", "3.0"]
    assert "histogram_0.db" in found[6]
    assert found[6].count("histogram_") == 1
