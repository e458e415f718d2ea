"""A challenge whose applications are decided, and the people who decide."""

import pytest
from django.utils import timezone

from applications.models import DecisionLetter
from applications.models.status import Status
from applications.release.releasing import plan_release, ready_groups
from applications.workflow.transitions import move
from authorities.models import Role
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority, closed=True, stage=Stage.ASSESSING, title="Damp homes"
    )


@pytest.fixture
def decide(challenge, moderator):
    """Return a function that decides about a new application, with feedback in its letter."""

    def decided(to=Status.NOT_MATCHED, *, stronger="Name a partner.", **fields):
        before = Status.SCREENING if to is Status.INELIGIBLE else Status.IN_ASSESSMENT
        application = ApplicationFactory(page=challenge, status=before, **fields)
        because = "who" if to is Status.INELIGIBLE else ""
        move(application, to, by=moderator, reason="A reason for the record.", because=because)
        DecisionLetter.objects.filter(application=application).update(stronger=stronger)
        return application

    return decided


@pytest.fixture
def release(challenge, moderator):
    """Return a function that releases every letter that is ready."""

    def released(*statuses, at=None, by=moderator, now=None):
        groups = ready_groups(challenge)
        seen = {one.status: one.print for one in groups if not statuses or one.status in statuses}
        return plan_release(challenge, seen, by=by, visible_at=at, now=now or timezone.now())

    return released


def letter_of(application) -> DecisionLetter:
    """Return the letter that stands."""
    return DecisionLetter.objects.get(application=application, voided_at=None)
