"""A brief, and asking about it."""

import pytest

from tests.factories import ChallengePageFactory

ASKED = "We are Drywall Labs. May we use radar?"


@pytest.fixture
def page(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def ask(client, authority):
    """Return a function that sends a question from a brief."""

    def send(page, asked=ASKED, **typed):
        data = {"ask": "1", "asked": asked} | typed
        return client.post(page.url, data, headers={"host": authority.hostname})

    return send
