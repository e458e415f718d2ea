"""What the listing is narrowed by, on every search engine: with words and without."""

from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from authorities.models import AuthoritySettings
from challenges.listing.listing_index import note_all
from challenges.models import ChallengePage, Directorate, ListingEntry
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory, ProgrammePageFactory, ThemeFactory
from tests.queries import count_queries

DAY = timedelta(days=1)
WITH_OR_WITHOUT_WORDS = pytest.mark.parametrize("words", ["", "hedgehog"])


@pytest.fixture
def made(authority, other_authority):
    """Seven challenges that speak of hedgehogs."""
    now = timezone.now()
    AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
    AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
    health = ThemeFactory(authority=authority)
    streets = ThemeFactory(authority=authority, name="Streets", slug="streets")
    parks = Directorate.objects.create(authority=authority, name="Parks")
    programme = ProgrammePageFactory(authority=authority, title="Wild", slug="wild")

    def make(title, **fields):
        fields = {"authority": authority, "summary": "About a hedgehog."} | fields
        return ChallengePageFactory(title=title, **fields)

    made = [
        make("A", themes=[health], closes_at=now + 2 * DAY, prize_maximum=9_999, directorate=parks),
        make("B", themes=[health, streets], closes_at=now + 10 * DAY, prize_maximum=10_000),
        make("C", themes=[streets], closes_at=now + 29 * DAY, programme=programme),
        make("D", themes=[streets], closes_at=now - DAY, prize_minimum=200_000, directorate=parks),
        make("E", stage=Stage.WITHDRAWN),
        make("G", announced=True, themes=[streets]),
        make(
            "F",
            authority=other_authority,
            themes=[ThemeFactory(authority=other_authority)],
            closes_at=now + 20 * DAY,
        ),
    ]
    return {page.title: page for page in made}


@pytest.fixture
def challenges(made, search_engine):
    """The same, in the index of each search engine in turn."""
    search_engine.index(made.values())
    return made


@pytest.fixture
def narrowed(browse):
    """Return a function that opens the listing as it was narrowed."""

    def get(words="", **chosen):
        query = urlencode({"q": words} | chosen, doseq=True)
        response = browse(f"/challenges/?{query}")
        assert response.status_code == 200
        return response

    return get


def titles(response):
    return {card.title for card in response.context["cards"]}


def counts(response, name):
    facets = {facet.name: facet for facet in response.context["fitting"].facets}
    return {option.value: option.count for option in facets[name].options}


@WITH_OR_WITHOUT_WORDS
def test_every_value_says_how_many_challenges_it_would_leave(challenges, narrowed, words):
    page = narrowed(words)
    assert counts(page, "state") == {"open": 4, "announced": 1, "deciding": 1, "ended": 1}
    assert counts(page, "theme") == {"better-health": 3, "streets": 4}
    assert counts(page, "authority") == {"birmingham": 6, "wmca": 1}
    assert counts(page, "closing") == {"7": 1, "14": 2, "30": 4}
    assert counts(page, "prize") == {"10000": 1, "25000": 1, "more": 1, "unsaid": 4}


@WITH_OR_WITHOUT_WORDS
def test_the_count_of_each_value_is_what_choosing_it_shows(challenges, narrowed, words):
    for facet in narrowed(words, theme="streets").context["fitting"].facets:
        for option in facet.options:
            chosen = {"theme": ["streets"]}
            chosen[facet.name] = [option.value]
            page = narrowed(words, **chosen)
            assert len(titles(page)) == page.context["count"] == option.count, facet.name


@WITH_OR_WITHOUT_WORDS
def test_values_of_one_facet_add_up_and_different_facets_narrow(challenges, narrowed, words):
    assert titles(narrowed(words, theme=["better-health", "streets"])) == {*"ABCDFG"}
    assert titles(narrowed(words, theme=["streets"], state=["open", "deciding"])) == {*"BCD"}
    assert titles(narrowed(words, theme="streets", state="open", prize="25000")) == {"B"}
    assert titles(narrowed(words, directorate="parks", closing="7")) == {"A"}
    assert titles(narrowed(words, programme="wild")) == {"C"}
    assert titles(narrowed(words, authority="wmca")) == {"F"}
    assert titles(narrowed(words, prize="more")) == {"D"}
    assert titles(narrowed(words, closing=["7", "14"])) == {"A", "B"}
    assert titles(narrowed(words, state="announced")) == {"G"}
    assert "G" not in titles(narrowed(words, state=["open", "scheduled"]))


@WITH_OR_WITHOUT_WORDS
def test_counts_follow_the_other_choices_and_not_their_own(challenges, narrowed, words):
    page = narrowed(words, state="deciding")
    assert 'name="theme"' not in page.text, "one value alone narrows nothing"
    assert counts(page, "state") == {"open": 4, "announced": 1, "deciding": 1, "ended": 1}


def test_what_was_chosen_is_shown_and_taken_away_one_by_one(made, narrowed):
    page = narrowed("hedgehog", theme=["better-health", "streets"], state="open")
    choices = {choice.label: choice.address for choice in page.context["bar"].labels()}
    assert choices == {
        "Open": "?q=hedgehog&theme=better-health&theme=streets",
        "Better health": "?q=hedgehog&theme=streets&state=open",
        "Streets": "?q=hedgehog&theme=better-health&state=open",
    }
    assert 'href="?theme=better-health&amp;theme=streets&amp;state=open"' in page.text


def test_a_value_that_nobody_offers_counts_as_left_out(made, narrowed):
    assert len(titles(narrowed(theme="nonsense", prize=["-1", "x"], closing="8"))) == 7


def test_what_is_not_public_is_in_no_count(made, narrowed):
    made["A"].unpublish()
    PageViewRestriction.objects.create(
        page=made["B"], restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    ChallengePageFactory(authority=made["A"].get_site(), title="Draft", live=False)
    page = narrowed()
    assert page.context["count"] == 5
    assert counts(page, "state") == {"open": 2, "announced": 1, "deciding": 1, "ended": 1}
    assert "10000" not in counts(page, "prize")


def test_a_programme_that_is_not_published_is_no_value(made, narrowed):
    programme = made["C"].programme
    programme.unpublish()
    assert "Wild" not in narrowed().text


def test_another_sites_challenges_are_in_no_count(made, browse, other_authority):
    page = browse("/challenges/", at=other_authority)
    assert page.context["count"] == 1


class TestListedRows:
    """The narrow rows that are counted follow every change."""

    def row(self, page):
        return ListingEntry.objects.get(pk=page.pk)

    def test_a_draft_of_a_published_challenge_changes_nothing_until_it_is_published(self, made):
        page = made["A"]
        page.prize_maximum = 60_000
        revision = page.save_revision()
        assert self.row(page).prize == 9_999
        revision.publish()
        assert self.row(page).prize == 60_000

    def test_themes_stage_and_publishing_are_followed(self, made):
        page = made["A"]
        page.themes.set([])
        page.stage = Stage.CANCELLED
        page.save()
        row = self.row(page)
        assert (row.themes, row.stage) == ("", Stage.CANCELLED)
        page.unpublish()
        assert not ListingEntry.objects.filter(pk=page.pk).exists()

    def test_a_page_that_moves_takes_its_row_along_and_one_that_is_deleted_takes_it_away(
        self, made, authority, other_authority
    ):
        page = made["A"]
        page.move(made["F"].get_parent(), pos="last-child")
        page.refresh_from_db()
        assert self.row(page).path == page.path
        page.delete()
        assert not ListingEntry.objects.filter(pk=page.pk).exists()

    def test_rows_that_were_lost_are_written_anew(self, made):
        ListingEntry.objects.all().delete()
        assert note_all() == 7
        assert ListingEntry.objects.count() == ChallengePage.objects.live().count() == 7


def test_the_listing_costs_at_most_twelve_queries_with_facets_and_words(
    challenges, narrowed, search_engine
):
    def cost():
        return max(
            count_queries(partial(narrowed, **asked))
            for asked in (
                {},
                {"theme": "streets", "state": ["open", "deciding"]},
                {"words": "hedgehog"},
                {"words": "hedgehog", "theme": "streets", "closing": "30"},
            )
        )

    few = cost()
    for number in range(12):
        page = ChallengePageFactory(
            authority=challenges["A"].get_site(),
            slug=f"more{number}",
            summary="One more hedgehog.",
            themes=list(challenges["B"].themes.all()),
        )
        search_engine.index([page])
    assert cost() == few <= 12
