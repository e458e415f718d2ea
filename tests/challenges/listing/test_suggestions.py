"""What is suggested while somebody types."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from authorities.models import AuthoritySettings
from tests.factories import ChallengePageFactory, ThemeFactory
from tests.queries import count_queries

DAY = timedelta(days=1)


@pytest.fixture
def health(authority):
    return ThemeFactory(authority=authority, name="Healthy hedges")


@pytest.fixture
def challenges(authority, health):
    """Three challenges that speak of hedgehogs: one is open, one has closed, one is a draft."""
    return [
        ChallengePageFactory(authority=authority, title="A hedgehog's house", closed=True),
        ChallengePageFactory(
            authority=authority,
            title="Roads",
            question="How might hedgehogs cross?",
            themes=[health],
        ),
        ChallengePageFactory(authority=authority, title="Hedgehog draft", live=False),
    ]


@pytest.fixture
def suggested(browse):
    """Return a function that types, and gives the titles that are suggested, by kind."""

    def type_(typed, **kwargs):
        response = browse("/search/suggestions/", data={"q": typed}, **kwargs)
        assert response.status_code == 200
        return {
            group["kind"]: [found["title"] for found in group["suggestions"]]
            for group in response.json()["groups"]
        }

    return type_


def test_every_engine_suggests_the_same(authority, search_engine, suggested):
    page = ChallengePageFactory(authority=authority, title="Hedgehogs")
    search_engine.index([page])
    assert suggested("hedg") == {"challenges": ["Hedgehogs"]}


@pytest.mark.parametrize("typed", ["he", "HEDGEHO", "hedgehog", "cro hedge", "“hedge"])
def test_words_of_title_and_question_are_found_by_how_they_begin(challenges, suggested, typed):
    assert "Roads" in suggested(typed)["challenges"]


def test_open_ones_come_first_by_their_closing_and_then_the_newest(
    challenges, authority, suggested
):
    ChallengePageFactory(
        authority=authority, title="Hedgehogs soon", closes_at=timezone.now() + DAY
    )
    ChallengePageFactory(authority=authority, title="Hedgehogs lately", closed=True)
    assert suggested("hedgehog")["challenges"] == [
        "Hedgehogs soon",
        "Roads",
        "Hedgehogs lately",
        "A hedgehog's house",
    ]


def test_each_challenge_has_its_address_and_says_where_it_stands(challenges, browse):
    (group,) = browse("/search/suggestions/?q=roads").json()["groups"]
    page = challenges[1]
    assert group["label"] == "Challenges"
    assert group["suggestions"] == [
        {"title": "Roads", "address": f"/challenges/{page.slug}/", "note": "Open"}
    ]


@pytest.mark.parametrize("typed", ["", "h", " h ", "edgehog", "zeppelin", "'", "\x00", "(", "*:*"])
def test_one_letter_the_middle_of_a_word_and_mere_signs_suggest_nothing(
    challenges, suggested, typed
):
    assert suggested(typed) == {}


@pytest.mark.parametrize(
    "typed", ["hedgehog's", 'he"dge', "he' | 'x", "h" * 10_000, "he:*", "NOT he"]
)
def test_signs_of_an_engines_own_language_make_no_fault(challenges, suggested, typed):
    suggested(typed)


def test_themes_and_authorities_lead_to_the_narrowed_list(
    challenges, authority, other_authority, browse
):
    AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
    AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
    ChallengePageFactory(authority=other_authority, title="Trams")
    addresses = {}
    for typed in ("hedges", "midl"):
        for group in browse("/search/suggestions/", data={"q": typed}).json()["groups"]:
            addresses[group["kind"]] = [found["address"] for found in group["suggestions"]]
    assert addresses["themes"] == ["/challenges/?theme=better-health"]
    assert addresses["authorities"] == ["/challenges/?authority=wmca"]
    for (address,) in (addresses["themes"], addresses["authorities"]):
        assert browse(address).context["count"] == 1


class TestNotSuggested:
    """What is not live, not public, or not listed on this site."""

    def test_a_draft_and_what_expired(self, challenges, suggested):
        challenges[1].unpublish(set_expired=True)
        assert suggested("hedgehog") == {"challenges": ["A hedgehog's house"]}

    def test_what_is_behind_a_password(self, challenges, suggested):
        PageViewRestriction.objects.create(
            page=challenges[1], restriction_type=PageViewRestriction.PASSWORD, password="secret"
        )
        assert suggested("hedgehog") == {"challenges": ["A hedgehog's house"]}

    def test_a_deleted_page_and_a_title_that_was_changed(self, challenges, suggested):
        challenges[0].delete()
        challenges[1].question = "How might otters cross?"
        challenges[1].save_revision().publish()
        assert suggested("hedgehog") == {}
        assert suggested("otter") == {"challenges": ["Roads"]}

    def test_a_title_that_only_a_draft_has(self, challenges, suggested):
        challenges[1].title = "Otters"
        challenges[1].save_revision()
        assert suggested("otter") == {}

    def test_another_authoritys_challenges_themes_and_name(
        self, challenges, suggested, other_authority
    ):
        ChallengePageFactory(authority=other_authority, title="Otters")
        assert suggested("otter") == suggested("west") == {}
        assert suggested("hedge", at=other_authority) == {}
        assert suggested("otter", at=other_authority) == {"challenges": ["Otters"]}

    def test_a_theme_that_no_listed_challenge_has(self, challenges, suggested, health):
        challenges[1].unpublish()
        assert suggested("hedges") == {}

    def test_an_authority_that_is_listed_and_has_no_challenge(
        self, challenges, suggested, authority, other_authority
    ):
        AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
        AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
        assert suggested("west") == {}


def test_an_answer_says_how_many_there_are_and_is_asked_for_anew_each_time(challenges, browse):
    response = browse("/search/suggestions/?q=hedge")
    assert response.json()["announcement"].startswith("3 suggestions:")
    assert browse("/search/suggestions/?q=zeppelin").json()["announcement"] == "No suggestions."
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies


def test_it_costs_at_most_eight_queries_however_much_fits(
    challenges, authority, other_authority, suggested, health
):
    AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
    AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)

    def cost():
        return max(count_queries(lambda typed=typed: suggested(typed)) for typed in ("he", "mid"))

    few = cost()
    for number in range(20):
        owner = (authority, other_authority)[number % 2]
        theme = ThemeFactory(authority=authority, name=f"Hedge {number}", slug=f"hedge{number}")
        ChallengePageFactory(
            authority=owner, title="Hedgehog", slug=f"more{number}", closed=True, themes=[theme]
        )
    found = suggested("he")
    assert {kind: len(titles) for kind, titles in found.items()} == {"challenges": 6, "themes": 3}
    assert cost() == few <= 8
