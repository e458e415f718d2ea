"""Pages that are found by what they mean, on every engine."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from challenges.brief.similar import similar_challenges
from challenges.listing.filter_form import ChallengeFilter
from search.meaning.encoders import encoder
from search.meaning.universal import UniversalSentenceEncoder
from search.models import PageVector
from search.query import parsing
from tests.factories import ChallengePageFactory
from tests.queries import count_queries

SAID = {"end_users": "<p>Residents.</p>", "success_measures": "<p>Fewer people wait.</p>"}
CARS = {
    "title": "Charging points in terraced streets",
    "question": "How can residents without a drive charge an electric vehicle?",
    "summary": "Cables across the pavement are a hazard. We want chargers for electric vehicles.",
}
KNIVES = {
    "title": "Young people who carry knives",
    "question": "How can we stop teenagers from carrying a knife?",
    "summary": "Knife crime has doubled in three years, and most victims are under twenty.",
}


@pytest.fixture(autouse=True)
def _no_everyday_words(monkeypatch):
    """Let nothing but meaning lead from one word to another: `test_everyday.py` has the words."""
    monkeypatch.setattr(parsing, "everyday_words", dict)


@pytest.fixture
def challenges(authority, meaning, search_engine):
    """Two challenges about very different things, by name."""
    made = {
        "cars": ChallengePageFactory(authority=authority, **CARS | SAID),
        "knives": ChallengePageFactory(authority=authority, **KNIVES | SAID),
    }
    search_engine.index(made.values())
    return made


@pytest.fixture
def listed(browse):
    def find(query):
        return [card.title for card in browse(f"/challenges/?q={query}").context["cards"]]

    return find


def test_what_means_the_same_is_found_without_any_of_its_words_and_marked_as_such(
    challenges, listed, browse
):
    assert listed("stabbings+by+gangs") == [KNIVES["title"]]
    for path in ("/challenges/", "/search/"):
        assert "Nothing has these words" in browse(f"{path}?q=stabbings+by+gangs").text


def test_what_has_the_words_is_not_marked_as_merely_near(challenges, listed, browse):
    assert listed("knives")[0] == KNIVES["title"]
    assert "Nothing has these words" not in browse("/challenges/?q=knives").text


@pytest.mark.parametrize("words", ["blorptastic", "quantum+chromodynamics", "%F0%9F%A6%94", "%22("])
def test_nonsense_finds_nothing(challenges, listed, browse, words):
    assert listed(words) == []
    assert "0 challenges found" in browse(f"/challenges/?q={words}").text


def test_turned_off_nothing_is_found_but_by_words(challenges, listed, settings):
    settings.SENTENCE_ENCODER = ""
    assert listed("stabbings+by+gangs") == []
    assert listed("knives") == [KNIVES["title"]]


def test_counts_facets_and_list_agree(challenges, browse):
    response = browse("/challenges/?q=stabbings+by+gangs&state=open")
    assert response.context["count"] == len(response.context["cards"]) == 1
    assert browse("/challenges/?q=stabbings+by+gangs&state=decided").context["count"] == 0


def test_a_change_is_found_at_the_next_search_and_what_is_taken_back_never(
    challenges, listed, search_engine
):
    page = challenges["knives"]
    assert listed("stabbings+by+gangs") == [KNIVES["title"]]
    for name, text in CARS.items():
        setattr(page, name, text)
    page.save()
    search_engine.index([page])
    assert listed("stabbings+by+gangs") == []
    challenges["cars"].unpublish()
    page.delete()
    assert listed("plug-in+cars") == []
    assert not PageVector.objects.filter(page_id=page.pk).exists()


def test_a_text_is_encoded_once_whoever_indexes_it(challenges, search_engine, monkeypatch):
    encoded = []
    encode = UniversalSentenceEncoder.encode
    monkeypatch.setattr(
        UniversalSentenceEncoder,
        "encode",
        lambda self, texts: encoded.extend(texts) or encode(self, texts),
    )
    page = challenges["cars"]
    page.contact_name = "Another team"
    page.save()
    search_engine.index([page])
    assert encoded == []
    page.summary = "Something else."
    page.save()
    search_engine.index([page])
    assert len(encoded) == len(page.meaning_texts)


def test_an_encoder_that_fails_keeps_nobody_from_publishing_and_searching(
    authority, challenges, listed, search_engine, monkeypatch
):
    def fail(self, texts):
        raise OSError("The disk is full.")

    monkeypatch.setattr(UniversalSentenceEncoder, "encode", fail)
    search_engine.index([ChallengePageFactory(authority=authority, title="A hedgehog")])
    assert listed("hedgehog") == ["A hedgehog"]


def test_a_setting_that_names_nothing_leaves_the_words(authority, challenges, listed, settings):
    settings.SENTENCE_ENCODER = "search.meaning.missing.Encoder"
    assert encoder() is None
    assert listed("knives") == [KNIVES["title"]]


def test_it_costs_at_most_fifteen_queries_however_much_is_found(
    authority, challenges, browse, search_engine
):
    def cost():
        return count_queries(lambda: browse("/challenges/?q=stabbings+by+gangs"))

    cost()
    few = cost()
    search_engine.index(
        [
            ChallengePageFactory(authority=authority, slug=f"k{number}", **KNIVES | SAID)
            for number in range(15)
        ]
    )
    cost()
    assert cost() == few <= 15


def test_a_saved_search_is_told_of_what_is_meant_and_of_nothing_far(challenges, authority):
    keys = [page.pk for page in challenges.values()]
    asked = QueryDict("q=teenage stabbings and knife attacks")
    bar = ChallengeFilter(asked, site=authority, now=timezone.now())
    assert bar.matching_keys(keys) == [challenges["knives"].pk]


def test_challenges_are_alike_that_say_the_same_in_other_words(challenges):
    text = (
        "Blades in school bags\nWhat would keep adolescents from arming themselves?\n"
        "Stabbings among youths are up, and boys say that they bring blades for protection."
    )
    assert similar_challenges(text) == [challenges["knives"]]
    assert similar_challenges(text, besides=challenges["knives"].pk) == []
