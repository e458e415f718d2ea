"""A challenge, and its form."""

import pytest

from applications.models import Kind
from tests.factories import ChallengePageFactory, QuestionFactory


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority,
        questions=[
            QuestionFactory(label="Your idea", word_limit=20),
            QuestionFactory(label="A summary", field_type=Kind.FILE, required=False),
        ],
    )


@pytest.fixture
def send(client, authority):
    def post(page, typed):
        return client.post(page.url, typed, headers={"host": authority.hostname})

    return post
