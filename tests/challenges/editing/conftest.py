"""The page editor, and pages to change in it."""

import pytest
from django.urls import reverse

from authorities.models import Role
from challenges.models import ChallengeCriterion, ChallengeListingPage
from tests.factories import ChallengePageFactory, UserFactory


@pytest.fixture
def listing(authority):
    return ChallengeListingPage.objects.child_of(authority.root_page).get()


@pytest.fixture
def add(sign_in, authority, listing):
    """Return a function that sends the form for a new brief, as somebody with this role."""

    def send(data, role=Role.APPROVER, **action):
        client = sign_in(UserFactory.working_for(authority, role))
        path = reverse("wagtailadmin_pages:add", args=["challenges", "challengepage", listing.pk])
        return client.post(path, data | action)

    return send


@pytest.fixture
def page(authority):
    """An open challenge with two criteria."""
    return with_criteria(ChallengePageFactory(authority=authority))


@pytest.fixture
def closed(authority):
    return with_criteria(ChallengePageFactory(authority=authority, closed=True))


@pytest.fixture
def approver(authority, sign_in):
    return sign_in(UserFactory.working_for(authority, Role.APPROVER))


def with_criteria(page):
    page.criteria.set(
        [ChallengeCriterion(name="Impact", weight=60), ChallengeCriterion(name="Cost", weight=40)]
    )
    page.save()
    return page
