"""A challenge without dates, as a draft may be: no screen of the staff breaks on it."""

import pytest
from django.urls import reverse

from authorities.models import Role
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.one_database

SCREENS = [
    "extensions",
    "assessment_overview",
    "assessment_comparison",
    "release_overview",
    "challenge_record",
    "observers",
    "challenge_board_challenge",
]


@pytest.fixture
def undated(authority):
    return ChallengePageFactory(authority=authority, live=False, opens_at=None, closes_at=None)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_of_a_challenge_without_dates_is_shown(sign_in, authority, undated, screen):
    manager = sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
    assert manager.get(reverse(screen, args=[undated.pk])).status_code == 200


def test_more_time_is_given_for_what_takes_applications_alone(sign_in, authority):
    manager = sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
    front_page = reverse("extensions", args=[authority.root_page_id])
    assert manager.get(front_page).status_code == 404
