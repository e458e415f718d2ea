"""A challenge, and a draft for it."""

import pytest

from applications.models import Draft, Kind
from tests.factories import ChallengePageFactory, QuestionFactory


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority,
        questions=[
            QuestionFactory(label="Your idea", word_limit=20),
            QuestionFactory(label="When", field_type=Kind.DATE, section="Your plan"),
            QuestionFactory(label="A summary", field_type=Kind.FILE, required=False),
        ],
    )


@pytest.fixture
def saved(challenge, post):
    """A draft that was saved with nothing but a name and half an idea."""
    names = [question.clean_name for question in challenge.questions.all()]
    typed = {"business_name": "Drywall Labs", names[0]: "We lis", "action": "save"}
    response = post(challenge.url, typed)
    draft = Draft.objects.get()
    assert response["Location"] == draft.private_path
    return draft
