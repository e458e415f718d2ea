"""What a business says of itself once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail import hooks

from authorities.models import User
from businesses.models import Profile
from businesses.profile.profiles import initial_details, remember_details
from tests.factories import UserFactory

PROFILE = "/account/profile/"
ADA = "ada@example.com"
DETAILS = {
    "business_name": "Drywall Labs",
    "contact_name": "Ada Okafor",
    "business_size": "micro",
    "postcode": "B1 1BB",
    "company_number": "01234567",
}
TYPED = DETAILS | {"postcode": "b11bb", "company_number": "1234567"}


@pytest.fixture
def offer():
    """Return a function that offers themes while the test runs."""
    registered = []

    def themes(*slugs):
        found = [(slug, slug.title()) for slug in slugs]
        registration = hooks.register_temporarily("business_themes", lambda site: found)
        registration.__enter__()
        registered.append(registration)

    yield themes
    for registration in reversed(registered):
        registration.__exit__(None, None, None)


def profile_of(email=ADA):
    return Profile.objects.get(user__email=email)


class TestPage:
    def test_it_is_for_who_is_signed_in(self, authority, browse):
        assert browse(PROFILE).url == f"/account/sign-in/?next={PROFILE}"

    def test_it_is_saved_tidied_and_says_so(self, arrive, send):
        arrive(ADA)
        typed = TYPED | {"sectors": " housing,sensors ,, ", "what_it_does": "We listen to walls."}
        response = send(PROFILE, typed, follow=True)
        assert "Your profile is saved" in response.text
        profile = profile_of()
        for name, value in DETAILS.items():
            assert getattr(profile, name) == value, name
        assert profile.sectors == "housing, sensors"
        assert profile.what_it_does == "We listen to walls."
        assert 'value="Drywall Labs"' in response.text

    def test_it_can_be_changed(self, arrive, send):
        arrive(ADA)
        send(PROFILE, TYPED)
        send(PROFILE, TYPED | {"business_name": "Wetwall Labs"})
        assert profile_of().business_name == "Wetwall Labs"

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, arrive, send):
        arrive(ADA)
        response = send(
            PROFILE, TYPED | {"postcode": "nowhere", "what_it_does": "Wall" * 150, "sectors": "a"}
        )
        assert response.status_code == 422
        assert "Enter a full postcode" in response.text
        assert "You have used 600." in response.text
        assert "Wall" * 150 in response.text
        assert not Profile.objects.exists()

    def test_it_is_nobody_elses(self, arrive, browse, send):
        Profile.objects.create(user=UserFactory(email="ben@example.com"), **DETAILS)
        arrive(ADA)
        assert "Drywall Labs" not in browse(PROFILE).text
        send(PROFILE, TYPED | {"business_name": "Wetwall Labs", "user": "1", "email": "x@y.org"})
        assert profile_of("ben@example.com").business_name == "Drywall Labs"
        assert profile_of().user.email == ADA

    def test_it_shows_the_address_that_one_signs_in_with(self, arrive, browse):
        arrive(ADA)
        text = browse(PROFILE).text
        assert ADA in text
        assert 'name="email"' not in text


class TestThemes:
    def test_without_themes_they_are_not_asked_for(self, arrive, browse):
        arrive(ADA)
        assert "Themes that interest you" not in browse(PROFILE).text

    def test_those_that_are_offered_can_be_chosen(self, arrive, browse, send, offer):
        offer("health", "housing")
        arrive(ADA)
        assert "Themes that interest you" in browse(PROFILE).text
        response = send(PROFILE, TYPED | {"themes": ["health", "housing"]}, follow=True)
        assert profile_of().themes == ["health", "housing"]
        assert response.text.count("checked") == 3  # and the size

    def test_others_are_refused(self, arrive, send, offer):
        offer("health")
        arrive(ADA)
        assert send(PROFILE, TYPED | {"themes": ["nonsense"]}).status_code == 422

    def test_those_chosen_at_another_authoritys_site_stay(self, arrive, send, offer):
        offer("health")
        arrive(ADA)
        profile = Profile.objects.create(
            user=User.objects.get(email=ADA), themes=["freight", "health"]
        )
        send(PROFILE, TYPED | {"themes": []})
        profile.refresh_from_db()
        assert profile.themes == ["freight"]


class TestAskedForOnce:
    def test_the_first_application_makes_the_profile(self, db):
        user = UserFactory(email=ADA, signs_in_by_code=True)
        answers = DETAILS | {"email": "office@example.com", "consent": True, "q_1": "A sensor"}
        assert remember_details(user, answers)
        assert initial_details(user) == DETAILS | {"email": ADA}

    def test_a_later_one_leaves_it_as_it_is(self, db):
        user = UserFactory(signs_in_by_code=True)
        remember_details(user, DETAILS)
        assert not remember_details(user, DETAILS | {"business_name": "Wetwall Labs"})
        assert initial_details(user)["business_name"] == "Drywall Labs"

    def test_without_a_profile_there_is_what_the_user_is_known_by(self, db):
        user = UserFactory(email=ADA, first_name="Ada", last_name="Okafor")
        assert initial_details(user) == {"email": ADA, "contact_name": "Ada Okafor"}
        assert initial_details(UserFactory(email="b@c.org", first_name="", last_name="")) == {
            "email": "b@c.org"
        }

    def test_a_member_of_staff_gets_none(self, db):
        assert not remember_details(UserFactory(), DETAILS)
        assert not Profile.objects.exists()

    def test_nobody_has_none(self, db):
        assert initial_details(AnonymousUser()) == {}
        assert not remember_details(AnonymousUser(), DETAILS)
        assert not Profile.objects.exists()
