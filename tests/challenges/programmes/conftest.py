"""A programme, and who runs it."""

import pytest

from authorities.models import Role
from tests.factories import ProgrammePageFactory, UserFactory


@pytest.fixture
def programme(authority):
    return ProgrammePageFactory(authority=authority)


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


@pytest.fixture
def at(authority):
    """What a browser sends to reach Birmingham."""
    return {"headers": {"host": authority.hostname}}
