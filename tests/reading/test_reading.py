"""GET and HEAD, at every public and private address: nothing changes but a short list."""

import pytest
from django.db import transaction

from tests.permissions.people import Who
from tests.reading.paths import private_examples, public_examples
from tests.reading.watching import changed, everything, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OUTSIDE = [Who.NOBODY, Who.BUSINESS, Who.GUEST]


def look(browser, method: str, path: str):
    """Return the status and the length of what an address answers."""
    response = getattr(browser, method)(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, len(body)


def look_at_all(browser, paths) -> list[str]:
    """Return what is wrong: what two GETs and a HEAD of each path wrote, and answered otherwise."""
    wrong = []
    paths = list(paths)
    with transaction.atomic():
        before = everything()
        for path in paths:
            with written() as tables:
                look(browser, "get", path)
                status, _length = look(browser, "get", path)
                headed = look(browser, "head", path)
            if tables:
                wrong.append(f"GET {path} writes to {', '.join(sorted(tables))}")
            if headed != (status, 0):
                wrong.append(f"HEAD {path}: {headed}, GET: {status}")
        wrong += changed(before)
        transaction.set_rollback(True)
    return wrong


@pytest.mark.parametrize("who", [Who.NOBODY, Who.BUSINESS, Who.EDITOR, Who.MODERATOR])
def test_looking_at_a_public_address_changes_nothing(planted, who):
    own = planted[0]
    wrong = look_at_all(own.crowd.browsers[who], public_examples(own))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", OUTSIDE)
def test_looking_at_a_private_address_changes_nothing(planted, who):
    own = planted[0]
    wrong = look_at_all(own.crowd.browsers[who], list(private_examples(own)))
    assert not wrong, "\n".join(wrong)
