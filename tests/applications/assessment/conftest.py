"""A challenge that is assessed, the people around it, and a browser."""

import pytest
from django.test import Client

from applications.models.status import Status
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.signing_in import sign_in_by_code


@pytest.fixture
def page(authority):
    """A closed challenge with two criteria, Impact (60 %) and Price (40 %)."""
    return with_criteria(ChallengePageFactory(authority=authority, closed=True))


@pytest.fixture
def impact(page):
    return page.criteria.all()[0]


@pytest.fixture
def price(page):
    return page.criteria.all()[1]


@pytest.fixture
def application(page):
    return ApplicationFactory(page=page, business_name="Drywall Labs", status=Status.IN_ASSESSMENT)


@pytest.fixture
def assessor(page):
    return AssessorFactory(page=page)


@pytest.fixture
def assignment(assessor, application):
    return AssignmentFactory(assessor=assessor, application=application)


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


class Browser:
    """A browser at an authority's site, in which an address may be proven."""

    def __init__(self, site):
        self.site = site
        self.client = Client(headers={"host": site.hostname})

    def prove(self, email):
        sign_in_by_code(self.client, email, at=self.site)
        return self

    def get(self, path, **kwargs):
        return self.client.get(path, **kwargs)

    def post(self, path, typed=None, **kwargs):
        return self.client.post(path, typed or {}, **kwargs)


@pytest.fixture
def stranger(authority):
    """A browser in which nobody has proven an address."""
    return Browser(authority)


@pytest.fixture
def browser_of(authority):
    """Return a function that gives an assessor a browser in which their address is proven."""
    return lambda assessor: Browser(authority).prove(assessor.email)


@pytest.fixture
def at_desk(authority, moderator):
    """A moderator's browser."""
    browser = Browser(authority)
    browser.client.force_login(moderator)
    return browser
