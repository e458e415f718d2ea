"""An application that was told, by a moderator who decided and released."""

import pytest

from applications.models import DecisionLetter
from applications.models.status import Status
from applications.release.releasing import plan_release, ready_groups
from applications.workflow.transitions import move
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority, closed=True, stage=Stage.ASSESSING, title="Damp homes"
    )


@pytest.fixture
def told(challenge, moderator):
    """An application that was not matched, and whose applicant has read so."""
    application = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    move(application, Status.NOT_MATCHED, by=moderator, reason="Others fit better.")
    DecisionLetter.objects.update(stronger="Name a partner.")
    seen = {one.status: one.print for one in ready_groups(challenge)}
    plan_release(challenge, seen, by=moderator)
    application.refresh_from_db()
    return application
