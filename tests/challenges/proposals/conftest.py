"""An authority whose colleagues propose, one of them signed in, and a programme manager."""

import pytest

from authorities.models import AuthoritySettings, Role
from tests.factories import UserFactory
from tests.signing_in import sign_in_by_code

ADA = "ada@council.gov.uk"


@pytest.fixture
def council(authority):
    """Birmingham, where addresses end with council.gov.uk."""
    settings = AuthoritySettings.objects.filter(site=authority)
    settings.update(proposal_domains="council.gov.uk")
    return authority


@pytest.fixture
def manager(council):
    return UserFactory.working_for(council, Role.PROGRAMME_MANAGER)


@pytest.fixture
def ada(client, council):
    """A browser in which a colleague has proven her address."""
    sign_in_by_code(client, ADA, at=council)
    return client


@pytest.fixture
def typed():
    """What a browser sends with the five questions answered."""
    return {
        "problem": "Nobody reads planning notices",
        "who_has_it": "Residents near a building site.",
        "today": "A paper hangs on a lamp post.",
        "better": "People hear of it before it is built.",
        "known": "",
        "directorate": "",
        "name": "Ada Okafor",
        "form_key": "b7a3a8d2-0f2f-4a44-9c55-3b1f6f9d8c11",
    }
