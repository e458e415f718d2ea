"""The listing: what it finds, in which order, and what it costs. On every search engine."""

from datetime import timedelta

import pytest
from django.utils import timezone

from authorities.models import AuthoritySettings
from challenges.models import ChallengePage
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory, ThemeFactory
from tests.queries import count_queries

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def challenges(authority, other_authority, now, search_engine):
    """One challenge of each kind, by name."""
    health = ThemeFactory(authority=authority)
    AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
    AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)

    def make(title, **fields):
        return ChallengePageFactory(**({"authority": authority, "title": title} | fields))

    made = {
        "soon": make("Closes soon", closes_at=now + 2 * DAY, themes=[health]),
        "later": make("Closes later", closes_at=now + 20 * DAY, opens_at=now - 2 * DAY),
        "scheduled": make("Opens later", opens_at=now + DAY, closes_at=now + 40 * DAY),
        "closed": make("Has closed", closes_at=now - DAY),
        "matched": make("Has matches", closes_at=now - 9 * DAY, stage=Stage.MATCHED),
        "selected": make(
            "Has a selection",
            closes_at=now - 99 * DAY,
            opens_at=now - 200 * DAY,
            stage=Stage.SELECTED,
        ),
        "withdrawn": make("Is withdrawn", stage=Stage.WITHDRAWN),
        "elsewhere": make(
            "Bus stops for everybody",
            authority=other_authority,
            closes_at=now + 5 * DAY,
            question="How can we know what every bus stop is really like?",
            summary="A low-floor bus is no help when the kerb is missing.",
            success_measures="<p>More people travel.</p>",
            themes=[ThemeFactory(authority=other_authority)],
        ),
        "draft": make("Is a draft", live=False),
    }
    search_engine.index(made.values())
    return made


@pytest.fixture
def listed(browse):
    """Return a function that gives the titles of a listing's cards, in their order."""

    def get(query=""):
        response = browse(f"/challenges/{query}")
        assert response.status_code == 200
        return [card.title for card in response.context["cards"]]

    return get


def test_open_challenges_come_first_the_one_that_closes_soonest_before_all(challenges, listed):
    assert listed()[:3] == ["Closes soon", "Bus stops for everybody", "Closes later"]


def test_every_published_challenge_is_listed_and_no_draft(challenges, listed):
    assert len(listed()) == 8
    assert "Is a draft" not in listed()


def test_each_state_finds_its_own(challenges, listed):
    for state, found in {
        "open": {"Closes soon", "Closes later", "Bus stops for everybody"},
        "scheduled": {"Opens later"},
        "deciding": {"Has closed", "Has matches"},
        "decided": {"Has a selection"},
        "ended": {"Is withdrawn"},
    }.items():
        assert set(listed(f"?state={state}")) == found
        assert set(listed(f"?state={state}&q=how")) <= found


def test_a_theme_finds_the_challenges_of_all_authorities_that_call_theirs_the_same(
    challenges, listed
):
    assert set(listed("?theme=better-health")) == {"Closes soon", "Bus stops for everybody"}


def test_an_authority_finds_its_own(challenges, listed):
    assert listed("?authority=wmca") == ["Bus stops for everybody"]


def test_a_closing_date_finds_what_closes_in_the_next_days(challenges, listed):
    assert listed("?closing=7") == ["Closes soon", "Bus stops for everybody"]
    assert listed("?closing=7&theme=better-health&authority=birmingham") == ["Closes soon"]


def test_words_find_what_has_all_of_them(challenges, listed):
    assert listed("?q=bus+kerb") == ["Bus stops for everybody"]
    assert listed("?q=zeppelin") == []


def test_where_nothing_has_all_words_what_has_some_is_shown_and_the_page_says_so(
    challenges, listed, browse
):
    assert listed("?q=kerb+zeppelin") == ["Bus stops for everybody"]
    assert "Nothing has all of these words" in browse("/challenges/?q=kerb+zeppelin").text


def test_words_are_combined_with_every_other_filter_and_order(challenges, listed):
    assert listed("?q=damp&state=open&sort=closing") == ["Closes soon", "Closes later"]
    assert listed("?q=damp&state=open&sort=newest") == ["Closes later", "Closes soon"]
    assert listed("?q=damp&state=open&theme=better-health&closing=7") == ["Closes soon"]
    assert listed("?q=bus&authority=birmingham") == []


def test_words_in_the_question_weigh_more_than_in_the_rest(authority, now, search_engine, listed):
    aside = ChallengePageFactory(
        authority=authority, title="Aside", end_users="<p>They sometimes see a hedgehog.</p>"
    )
    asked = ChallengePageFactory(
        authority=authority, title="Asked", question="How might a hedgehog cross the road?"
    )
    search_engine.index([aside, asked])
    assert listed("?q=hedgehog") == ["Asked", "Aside"]


def test_sorting_by_newest_puts_what_opened_last_first(challenges, listed):
    assert listed("?sort=newest")[0] == "Opens later"
    assert listed("?sort=newest")[-1] == "Has a selection"


NOBODY_MEANT = [
    "?state=nonsense",
    "?theme=nonsense",
    "?authority=nonsense",
    "?closing=-1",
    "?sort=nonsense",
    "?page=0",
    "?page=999",
    "?page=x",
    "?q=%22unbalanced+AND+(",
    "?q=*+OR+NOT",
    "?q=%F0%9F%9A%B2",
    "?q=%00",
    "?q=" + "wall+" * 2000,
]


def test_an_address_that_nobody_meant_makes_no_fault(challenges, browse):
    for query in NOBODY_MEANT:
        assert browse(f"/challenges/{query}").status_code == 200, query


def test_the_number_found_is_announced(challenges, browse):
    page = browse("/challenges/?authority=wmca").text
    assert 'role="status"' in page
    assert "1 challenge found" in page


def test_nothing_found_says_what_to_try(challenges, browse):
    page = browse("/challenges/?q=zeppelin").text
    assert "0 challenges found" in page
    assert "use fewer words" in page


def test_there_are_twenty_a_page_and_the_address_keeps_what_was_asked(
    authority, browse, search_engine
):
    for number in range(21):
        ChallengePageFactory(authority=authority, slug=f"c{number}")
    first = browse("/challenges/?state=open")
    assert len(first.context["cards"]) == 20
    assert 'href="?state=open&amp;page=2"' in first.text
    assert len(browse("/challenges/?state=open&page=2").context["cards"]) == 1


def test_a_site_that_is_no_shared_marketplace_lists_its_own(challenges, browse, other_authority):
    response = browse("/challenges/", at=other_authority)
    assert [card.title for card in response.context["cards"]] == ["Bus stops for everybody"]
    assert 'name="authority"' not in response.text


def test_another_authoritys_challenge_is_linked_at_its_home(challenges, browse):
    assert 'href="http://wmca.example.org/challenges/' in browse("/challenges/").text


def test_the_state_follows_time_at_the_moment_of_asking(challenges, now):
    page = challenges["soon"]
    assert page in ChallengePage.objects.open_at(now)
    assert page in ChallengePage.objects.open_at(page.closes_at - timedelta(microseconds=1))
    assert page not in ChallengePage.objects.open_at(page.closes_at)
    assert page in ChallengePage.objects.scheduled_at(page.opens_at - timedelta(microseconds=1))


def test_the_listing_costs_at_most_fifteen_queries_however_many_there_are(
    challenges, authority, browse, pictures
):
    def cost():
        return count_queries(lambda: browse("/challenges/"))

    few = cost()
    for number in range(20):
        ChallengePageFactory(
            authority=authority,
            slug=f"more{number}",
            picture=pictures[number % 3],
            picture_is_decorative=True,
        )
    browse("/challenges/")  # makes the renditions
    assert cost() <= min(15, few + 1), "one more: the renditions of the first pictures"
