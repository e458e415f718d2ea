"""A challenge, and an application that was sent to it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, Kind
from authorities.models import Role
from tests.applications.conftest import name_of
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, QuestionFactory, UserFactory, filled_in


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority,
        is_rolling=True,
        questions=[
            QuestionFactory(label="Your idea"),
            QuestionFactory(label="A summary", field_type=Kind.FILE, required=False),
        ],
    )


@pytest.fixture
def sent(challenge, post):
    """An application that Ada has sent, with a file."""
    summary = name_of(challenge, "A summary")
    upload = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
    response = post(challenge.url, filled_in(challenge, **{summary: upload}))
    application = Application.objects.get()
    assert response["Location"] == application.private_path
    return application


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)
