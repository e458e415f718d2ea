"""Where an editor finds what to join, and what waits for an approver."""

import pytest

from authorities.models import AuthoritySettings
from challenges.models import Joining
from tests.factories import ChallengePageFactory, ThemeFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client, people, other_authority, authority):
    """Return a function that reads South's list of what others ask."""
    AuthoritySettings.objects.filter(site=authority).update(is_listed_elsewhere=True)
    client.force_login(people.suki)

    def read(query=""):
        answer = client.get(
            f"/admin/needs/find/{query}", headers={"host": other_authority.hostname}
        )
        assert answer.status_code == 200
        return [page.title for page in answer.context["results"]]

    return read


@pytest.fixture
def pages(authority, other_authority, brief):
    """What North asks in public and as a draft, and what South asks."""
    ChallengePageFactory(
        authority=authority,
        title="Bus stops",
        question="How can we know what every bus stop is like?",
        themes=[ThemeFactory(authority=authority, name="Travel", slug="travel")],
    )
    ChallengePageFactory(authority=authority, title="A draft about buses", live=False)
    ChallengePageFactory(authority=other_authority, title="Our own buses")


def test_it_lists_what_others_ask_in_public_and_nothing_else(found, pages):
    assert sorted(found()) == ["Bus stops", "Damp in flats"]


def test_words_and_themes_narrow_it(found, pages):
    assert found("?theme=travel") == ["Bus stops"]
    assert found("?q=bus+stops") == ["Bus stops"]
    assert found("?q=bus+stops&theme=none") == ["Bus stops"]


@pytest.mark.parametrize("query", ["?q=%00", "?q='+OR+1=1", "?p=-1", "?p=x", "?theme=%00"])
def test_a_query_that_makes_no_sense_is_answered(found, pages, query):
    found(query)


def test_who_lets_nobody_list_theirs_is_not_in_it(found, pages, authority):
    AuthoritySettings.objects.filter(site=authority).update(is_listed_elsewhere=False)
    assert found() == []


def test_the_lists_cost_as_much_however_much_stands_in_them(
    found, pages, joined, client, authority, other_authority, people
):
    def index():
        return client.get("/admin/needs/", headers={"host": other_authority.hostname})

    few = count_queries(found), count_queries(index)
    for page in ChallengePageFactory.create_batch(4, authority=authority):
        Joining.objects.create(
            challenge=page, challenge_title=page.title, authority=other_authority, who="Tenants"
        )
    assert len(found()) == 6
    assert count_queries(found) == few[0]
    assert count_queries(index) == few[1]


def first_page(client, who, at):
    client.force_login(who)
    return client.get("/admin/", headers={"host": at.hostname}).text


def test_the_first_page_says_to_each_approver_what_waits(said, client, people, authority):
    south = said.authority
    assert "approve it" in first_page(client, people.sol, south)
    assert "approve it" not in first_page(client, people.suki, south)
    assert "Damp in flats”, too" not in first_page(client, people.olu, authority)


def test_the_first_page_says_to_the_owner_that_somebody_asks(asked, client, people, authority):
    assert "agree to it" in first_page(client, people.olu, authority)
    assert "agree to it" not in first_page(client, people.erin, authority)
    assert "Damp in flats”, too" not in first_page(client, people.sol, asked.authority)
