"""Faults that are noted say where, and nothing that somebody typed."""

import json
import time

import pytest
import sentry_sdk
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from sentry_sdk.transport import Transport

from marketplace import reporting
from marketplace.management.commands import run_worker
from marketplace.request_log import log_requests

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

CANARY, ID = "canary-3f1b", "0123456789abcdef0123456789abcdef"


class Caught(Transport):
    """Keeps what would be sent."""

    sent: list[str] = []

    def capture_envelope(self, envelope):
        """Keep it."""
        self.sent.append(envelope.serialize().decode())


@pytest.fixture
def sent():
    Caught.sent = []
    reporting.start("https://key@sentry.invalid/1", transport=Caught)
    yield Caught.sent
    sentry_sdk.get_global_scope().set_client(None)


def test_a_fault_in_a_page_is_noted_without_what_was_typed(sent):
    def fail(request):
        secret = request.POST["answer"]
        raise ValueError(f"Key (email)=({secret}) is taken")

    request = RequestFactory().post(
        f"/applications/{CANARY}/?q={CANARY}",
        {"answer": CANARY},
        headers={"x-request-id": ID, "user-agent": CANARY, "cookie": f"a={CANARY}"},
    )

    def view(request):
        try:
            return fail(request)
        except ValueError as error:
            sentry_sdk.capture_exception(error)
            raise

    with pytest.raises(ValueError, match="taken"):
        log_requests(view)(request)
    (report,) = sent
    assert CANARY not in report
    event = json.loads(report.splitlines()[-1])
    assert event["tags"] == {"request_id": ID}
    (fault,) = event["exception"]["values"]
    assert fault["type"] == "ValueError"
    assert fault["stacktrace"]["frames"][-1]["function"] == "fail"
    assert set(event) <= {*reporting.KEPT, "tags", "exception"}


def test_so_is_one_in_the_worker(sent):
    def job():
        raise ValueError(CANARY)

    with pytest.raises(ValueError, match=CANARY):
        run_worker.noted(job)()
    (report,) = sent
    assert '"function":"job"' in report.replace(" ", "")
    assert CANARY not in report


def test_a_server_that_hangs_keeps_nobody_waiting():
    reporting.start("http://key@192.0.2.1/1")
    begun = time.monotonic()
    reporting.report(ValueError("no"))
    assert time.monotonic() - begun < 1
    sentry_sdk.get_global_scope().set_client(None)


def test_without_the_package_it_says_which(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="pip install sentry-sdk"):
        reporting.start("https://key@sentry.invalid/1")
