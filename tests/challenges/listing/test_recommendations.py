"""What a business is recommended, why, and that it can end it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from applications.models import Colleague
from authorities.models import AuthoritySettings, User
from businesses.models import Profile
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory, DraftFactory, ThemeFactory
from tests.queries import count_queries
from tests.signing_in import sign_in_by_code

ADA = "ada@example.com"
MINE, PROFILE, TURN = "/applications/", "/account/profile/", "/account/recommendations/"
DETAILS = {
    "business_name": "Drywall Labs",
    "contact_name": "Ada Okafor",
    "business_size": "micro",
    "postcode": "B1 1BB",
}


@pytest.fixture
def health(authority):
    return ThemeFactory(authority=authority)


@pytest.fixture
def profile(client, authority):
    """Sign Ada in and return a function that writes her profile."""
    sign_in_by_code(client, ADA, at=authority)
    user = User.objects.get(email=ADA)

    def write(**answers):
        return Profile.objects.update_or_create(user=user, defaults=DETAILS | answers)[0]

    return write


@pytest.fixture
def recommended(browse):
    """Return a function that gives what a page recommends, in its order: title and reason."""

    def read(path=MINE, **kwargs):
        response = browse(path, **kwargs)
        assert response.status_code == 200
        cards = response.context["recommended"].cards
        for card in cards:
            assert card.title in response.text
        return [(card.title, card.summary) for card in cards]

    return read


def open_challenge(authority, title, **fields):
    """Return an open challenge whose text says nothing but what is given."""
    plain = dict.fromkeys(("summary", "end_users", "success_measures"), "Everybody.")
    plain["question"] = "How might we?"
    return ChallengePageFactory(**{"authority": authority, "title": title} | plain | fields)


class TestThemes:
    def test_a_challenge_of_a_theme_that_was_chosen_is_recommended_and_says_so(
        self, authority, profile, recommended, health
    ):
        open_challenge(authority, "Damp", themes=[health])
        open_challenge(authority, "Traffic")
        profile(themes=["better-health"])
        reason = "Because you chose Better health"
        assert recommended() == recommended(PROFILE) == [("Damp", reason)]

    def test_what_has_more_of_them_comes_first_then_what_closes_sooner(
        self, authority, profile, recommended, health
    ):
        air = ThemeFactory(authority=authority, name="Cleaner air", slug="cleaner-air")
        now = timezone.now()
        open_challenge(authority, "Later", themes=[health], closes_at=now + timedelta(days=9))
        open_challenge(authority, "Sooner", themes=[health], closes_at=now + timedelta(days=2))
        open_challenge(authority, "Both", themes=[health, air], closes_at=now + timedelta(days=20))
        profile(themes=["better-health", "cleaner-air"])
        assert recommended() == [
            ("Both", "Because you chose Better health and Cleaner air"),
            ("Sooner", "Because you chose Better health"),
            ("Later", "Because you chose Better health"),
        ]

    def test_only_what_this_site_lists(
        self, authority, other_authority, profile, recommended, health
    ):
        elsewhere = ThemeFactory(authority=other_authority)
        open_challenge(other_authority, "Bus stops", themes=[elsewhere])
        profile(themes=["better-health"])
        assert recommended() == []
        AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
        AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
        assert [title for title, _reason in recommended()] == ["Bus stops"]

    def test_only_what_is_open_published_and_public(self, authority, profile, recommended, health):
        now = timezone.now()
        for title, fields in {
            "Closed": {"closes_at": now - timedelta(seconds=1)},
            "Scheduled": {"opens_at": now + timedelta(days=1)},
            "Withdrawn": {"stage": Stage.WITHDRAWN},
            "Draft": {"live": False},
        }.items():
            open_challenge(authority, title, themes=[health], **fields)
        secret = open_challenge(authority, "Secret", themes=[health])
        PageViewRestriction.objects.create(
            page=secret, restriction_type=PageViewRestriction.PASSWORD, password="secret"
        )
        profile(themes=["better-health"])
        assert recommended() == []

    def test_not_what_one_has_begun_to_apply_for_as_contact_or_as_colleague(
        self, authority, profile, recommended, health
    ):
        own, joined, others = (
            open_challenge(authority, title, themes=[health])
            for title in ("Own", "Joined", "Others")
        )
        DraftFactory(page=own, email=ADA.upper())
        Colleague.objects.create(draft=DraftFactory(page=joined), email=ADA)
        DraftFactory(page=others)
        profile(themes=["better-health"])
        assert [title for title, _reason in recommended()] == ["Others"]

    def test_at_most_five(self, authority, profile, recommended, health):
        for number in range(7):
            open_challenge(authority, f"Damp {number}", themes=[health])
        profile(themes=["better-health"])
        assert len(recommended()) == 5


class TestWords:
    def test_a_word_that_the_business_wrote_is_a_reason_in_whatever_form_it_stands(
        self, authority, profile, recommended, search_engine
    ):
        damp = open_challenge(authority, "Damp", question="What could sensors in a wall tell us?")
        search_engine.index([damp, open_challenge(authority, "Traffic")])
        profile(sectors="Sensors, robotics")
        assert recommended() == [("Damp", "Because you wrote “Sensors”")]

    def test_themes_come_before_words_and_both_are_said(
        self, authority, profile, recommended, health, search_engine
    ):
        pages = [
            open_challenge(authority, "Words", summary="Sensors and robots in canals."),
            open_challenge(authority, "Theme", themes=[health]),
            open_challenge(authority, "Both", themes=[health], summary="Sensors."),
        ]
        search_engine.index(pages)
        profile(themes=["better-health"], what_it_does="We put robots and sensors into canals.")
        assert recommended() == [
            ("Both", "Because you chose Better health and wrote “sensors”"),
            ("Theme", "Because you chose Better health"),
            ("Words", "Because you wrote “robots”, “sensors” and “canals”"),
        ]

    def test_words_of_any_business_are_no_reason(
        self, authority, profile, recommended, search_engine
    ):
        page = open_challenge(authority, "Near", question="How can we help with new services?")
        search_engine.index([page])
        profile(what_it_does="We help people with new services and solutions, AND NOT OR 24.")
        assert recommended() == []

    def test_a_word_beside_what_the_challenge_wants_is_no_reason(
        self, authority, profile, recommended, search_engine
    ):
        page = open_challenge(authority, "Damp", policy_background="<p>Sensors failed.</p>")
        search_engine.index([page])
        profile(sectors="sensors")
        assert recommended() == []
        page.technologies = "<ul><li>Sensors</li><li>Maps</li></ul>"
        page.save()
        assert recommended() == [("Damp", "Because you wrote “sensors”")]

    def test_what_nobody_meant_as_a_search_makes_no_fault(
        self, authority, profile, recommended, search_engine
    ):
        page = open_challenge(authority, "Damp", summary="Sensors near a wall.")
        search_engine.index([page])
        profile(sectors='" OR NEAR( * sensors', what_it_does="\U0001f994 ' -- % AND (" * 20)
        assert [title for title, _reason in recommended()] == ["Damp"]


def test_its_meaning_alone_is_a_reason(authority, meaning, profile, recommended, search_engine):
    knives = open_challenge(authority, "Knife crime", question="How can we stop teenage knives?")
    search_engine.index([knives, open_challenge(authority, "Traffic")])
    profile(what_it_does="Preventing stabbings by gangs")
    assert recommended() == [("Knife crime", "Because you said “Preventing stabbings by gangs”")]


class TestWithoutAny:
    def test_who_has_no_profile_reads_how_to_get_some(self, authority, profile, browse, health):
        open_challenge(authority, "Damp", themes=[health])
        for path, hint in ((MINE, "Say in your profile"), (PROFILE, "Choose themes above")):
            text = browse(path).text
            assert hint in text
            assert "Stop recommending" not in text

    def test_a_profile_that_says_nothing_to_go_by_is_as_none(self, authority, profile, browse):
        profile()
        assert "Say in your profile" in browse(MINE).text

    def test_where_nothing_fits_it_is_said(self, authority, profile, browse):
        profile(themes=["better-health"])
        assert "No challenge that is open now fits" in browse(MINE).text

    def test_nobody_else_reads_them_and_nothing_keeps_the_page(
        self, client, authority, profile, browse, health
    ):
        open_challenge(authority, "Damp", themes=[health])
        profile(themes=["better-health"])
        for path in (MINE, PROFILE):
            assert "private" in browse(path)["Cache-Control"]
        assert "Because you chose" not in browse("/challenges/").text
        client.logout()
        sign_in_by_code(client, "ben@example.com", at=authority)
        assert "Because you chose" not in browse(MINE).text


class TestTurning:
    @pytest.fixture
    def turn(self, client, authority):
        def send(wanted, **data):
            there = {"host": authority.hostname}
            return client.post(TURN, {"wanted": wanted} | data, headers=there, follow=True)

        return send

    def test_one_press_ends_them_everywhere_and_one_brings_them_back(
        self, authority, profile, recommended, browse, turn, health
    ):
        open_challenge(authority, "Damp", themes=[health])
        profile(themes=["better-health"])
        assert 'value="no" type="submit">Stop recommending' in browse(MINE).text
        response = turn("no", next=MINE)
        assert response.redirect_chain == [(MINE, 302)]
        assert "We no longer recommend" in response.text
        assert recommended() == recommended(PROFILE) == []
        assert "may fit you" not in browse(MINE).text
        assert "You asked us not to recommend any." in browse(PROFILE).text
        assert "We recommend challenges to you again." in turn("yes").text
        assert len(recommended()) == 1

    def test_saving_the_profile_keeps_them_off(self, authority, client, profile, turn):
        profile(themes=["better-health"])
        turn("no")
        there = {"host": authority.hostname}
        assert client.post(PROFILE, DETAILS, headers=there).status_code == 302
        assert not Profile.objects.get().wants_recommendations

    def test_it_leads_to_no_other_site(self, authority, profile, turn):
        profile()
        assert turn("no", next="https://evil.example/").redirect_chain[0][0] == PROFILE

    def test_it_takes_a_form_of_who_is_signed_in_and_nothing_else(
        self, authority, client, browse, profile
    ):
        assert browse(TURN).status_code == 405
        client.logout()
        there = {"host": authority.hostname}
        assert client.post(TURN, {"wanted": "no"}, headers=there).url.startswith("/account/sign-in")

    def test_a_form_from_another_site_is_refused(self, authority, client, profile):
        profile()
        client.handler.enforce_csrf_checks = True
        there = {"host": authority.hostname}
        assert client.post(TURN, {"wanted": "no"}, headers=there).status_code == 403
        assert Profile.objects.get().wants_recommendations


def test_it_costs_the_same_however_many_fit_and_less_once_it_is_off(
    authority, profile, browse, health, pictures, search_engine
):
    def make(number):
        page = open_challenge(
            authority,
            f"Damp {number}",
            themes=[health],
            summary="Sensors in walls.",
            picture=pictures[number % 3],
            picture_is_decorative=True,
        )
        search_engine.index([page])

    written = profile(themes=["better-health"], sectors="sensors")
    make(0)
    few = count_queries(lambda: browse(MINE))
    for number in range(1, 8):
        make(number)
    assert count_queries(lambda: browse(MINE)) == few
    written.wants_recommendations = False
    written.save()
    assert few - count_queries(lambda: browse(MINE)) <= 10
