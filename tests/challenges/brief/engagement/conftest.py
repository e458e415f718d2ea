"""An announced challenge, and somebody who says what they could do about it."""

import pytest

from tests.factories import ChallengePageFactory

SAM = "sam@example.org"


@pytest.fixture
def page(authority):
    return ChallengePageFactory(authority=authority, announced=True, first_published_at=None)


@pytest.fixture
def tell(client, authority, page):
    """Return a function that sends the form of an announced brief."""

    def send(**typed):
        data = {
            "interest": "1",
            "interest_name": "Okafor Sensors Ltd",
            "interest_text": "We listen to walls.",
            "interest_link": "",
            "interest_email": SAM,
        }
        return client.post(page.url, data | typed, headers={"host": authority.hostname})

    return send
