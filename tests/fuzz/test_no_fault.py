"""Nothing that anybody sends is answered with a fault of the server's."""

import os
import traceback
from contextlib import contextmanager
from urllib.parse import unquote_to_bytes

import pytest
from django.core.signals import got_request_exception
from django.db import transaction

from tests.fuzz.addresses import admin_paths, private_paths, public_paths
from tests.fuzz.requests import Sender, Sent
from tests.permissions.people import STAFF, Who

pytestmark = pytest.mark.django_db

# For each kind of address: so many in `make test`, and in `make fuzz` so many hundreds more.
FEW = 60
MANY = int(os.environ.get("FUZZ", "0"))
SEED = os.environ.get("SEED", "2026")


@contextmanager
def faults():
    """Collect the traceback of each exception that no view has answered for."""
    found: list[str] = []

    def note(sender, **kwargs):
        found.append(traceback.format_exc()[-3_000:])

    got_request_exception.connect(note)
    try:
        yield found
    finally:
        got_request_exception.disconnect(note)


def send(browser, sent: Sent):
    """Send exactly this, whatever a client would make of it; what it wrote is undone."""
    path, _, query = sent.path.partition("?")
    with transaction.atomic():
        response = browser.generic(
            sent.method,
            "/",
            sent.body,
            sent.content_type,
            headers=sent.headers,
            PATH_INFO=unquote_to_bytes(path).decode("latin-1"),
            QUERY_STRING=query,
        )
        page = response.content.decode(errors="replace") if not response.streaming else ""
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code, page


def fuzz(browser, paths: list[str], name: str, many: int) -> list[str]:
    """Return what repeats each fault, with its traceback; one of each kind."""
    sender = Sender(f"{SEED} {name}")
    broken: dict[str, str] = {}
    for number in range(FEW + many * MANY):
        sent = sender.make(paths)
        with faults() as found:
            status, page = send(browser, sent)
        if status >= 500 and status != 503:
            trace = found[-1] if found else ""
            kind = trace.strip().splitlines()[-1] if trace else f"{status}"
            broken.setdefault(kind, f"\n{name}, {number}: {sent}\n{trace}")
        elif number % 5 == 0:
            sender.learn(page)
    return list(broken.values())


@pytest.mark.parametrize("who", [Who.NOBODY, Who.BUSINESS])
def test_at_a_public_address(own, who):
    assert not "".join(fuzz(own.crowd.browsers[who], public_paths(own), f"public {who}", 100))


@pytest.mark.parametrize("who", [Who.NOBODY, Who.BUSINESS, Who.GUEST])
def test_at_a_private_address(own, who):
    assert not "".join(fuzz(own.crowd.browsers[who], private_paths(own), f"private {who}", 20))


@pytest.mark.parametrize("who", sorted(STAFF))
def test_in_the_admin(own, who):
    assert not "".join(fuzz(own.crowd.browsers[who], admin_paths(), f"admin {who}", 50))
