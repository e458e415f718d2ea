"""A draft with a partner that was asked."""

import pytest

from tests.factories import ChallengePageFactory, DraftFactory
from tests.factories.partners import PartnerFactory


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def draft(challenge):
    return DraftFactory(page=challenge, email="sam@example.org")


@pytest.fixture
def lee(draft):
    return PartnerFactory(draft=draft)
