"""One id for a request, its entries in the log, its mails and its answer."""

import json
import logging
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.log import configure_logging
from post_office.models import Email
from structlog import get_logger

from marketplace.logs import logging_of
from marketplace.management.commands import run_worker
from tests.factories import ChallengePageFactory, filled_in

pytestmark = pytest.mark.django_db

ID = "0123456789abcdef0123456789abcdef"
CANARY = "canary-3f1b"


@pytest.fixture
def entries(settings):
    """Return a function that returns what was logged, one object for each line."""
    settings.LOG_REQUESTS = True
    written = StringIO()
    config = logging_of({}, as_json=True)
    config["handlers"]["console"]["stream"] = written
    before = logging.getLogger().handlers[:]
    configure_logging("logging.config.dictConfig", config)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().handlers[:] = before


def test_the_proxys_id_comes_back_and_stands_in_every_entry(browse, entries):
    response = browse("/not/there/", HTTP_X_REQUEST_ID=ID)
    assert response["X-Request-ID"] == ID
    found = [entry for entry in entries() if entry.get("request_id") == ID]
    assert {entry["logger"] for entry in found} >= {"marketplace.requests", "django.request"}


@pytest.mark.parametrize(
    "forged", ["", "short", "x" * 65, "ada@example.com", "a b c d e f g h", 'a"\n{line}']
)
def test_anything_else_is_not_believed(browse, forged):
    made = browse("/", HTTP_X_REQUEST_ID=forged)["X-Request-ID"]
    assert made != forged
    assert len(made) == 32


def test_the_entry_names_the_view_and_nothing_that_was_typed(browse, entries):
    browse(f"/search/?q={CANARY}")
    browse(f"/applications/{CANARY}/")
    logged = [entry for entry in entries() if entry["event"] == "request"]
    assert [entry["status"] for entry in logged] == [200, 404]
    assert all({"method", "view", "ms", "request_id"} <= entry.keys() for entry in logged)
    assert CANARY not in json.dumps(logged)


def test_a_mail_knows_which_request_caused_it(authority, client):
    page = ChallengePageFactory(authority=authority)
    host = {"host": authority.hostname, "x-request-id": ID}
    client.post(page.url, filled_in(page), headers=host)
    assert Email.objects.get().headers["X-Request-ID"] == ID


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_the_worker_does_has_an_id_for_each_job(monkeypatch, entries):
    def say_this():
        get_logger("said").info("done")

    def say_that():
        get_logger("said").info("done")

    monkeypatch.setattr(run_worker, "PROMPT", (say_this, say_that))
    monkeypatch.setattr(run_worker, "LENGTHY", ())
    monkeypatch.setattr(run_worker, "DAILY", ())
    call_command("run_worker", "--once")
    ids = [entry["request_id"] for entry in entries() if entry["event"] == "done"]
    assert len(set(ids)) == len(ids) == 2
