"""Pages with some of the words, acronyms, and what is closed: how they stand, on every engine."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import ChallengePageFactory


@pytest.fixture
def listed(authority, search_engine, browse):
    """Return a function that publishes challenges and gives the titles found for words."""

    def find(words, *made):
        if made:
            search_engine.index(made)
        return [card.title for card in browse(f"/challenges/?q={words}").context["cards"]]

    return find


def plain(authority, title, **fields):
    """Return a challenge whose text says nothing but what is given."""
    said = dict.fromkeys(("question", "summary", "end_users", "success_measures"), "Everybody?")
    return ChallengePageFactory(**{"authority": authority, "title": title} | said | fields)


def test_a_page_with_all_words_hides_none_that_has_one(authority, listed):
    both = plain(authority, "Hubs", end_users="<p>Objections to planning.</p>")
    one = plain(authority, "Planning comments")
    assert listed("planning+objections", both, one) == ["Hubs", "Planning comments"]


def test_what_has_most_of_the_words_and_the_rarest_comes_first(authority, listed):
    common = [plain(authority, f"Cycle {number}") for number in range(3)]
    others = [plain(authority, f"Bridge {number}") for number in range(6)]
    rare = plain(authority, "Delivery")
    found = listed("cycle+delivery+zeppelin", *common, *others, rare)
    assert found[0] == "Delivery"
    assert len(found) == 4


def test_what_has_a_little_of_what_others_have_is_left_out(authority, listed):
    aside = [plain(authority, f"Aside {number}", end_users="<p>Heron.</p>") for number in range(8)]
    best = plain(authority, "Heron and otter", question="How do an otter and a heron live?")
    assert listed("heron+otter+zeppelin", *aside, best) == ["Heron and otter"]


def test_an_acronym_does_not_find_the_word_of_its_letters(authority, listed):
    verb = plain(authority, "Send", question="How can we send letters faster?")
    meant = plain(authority, "Schools", question="How could SEND support be quicker?")
    assert listed("SEND", verb, meant) == ["Schools"]


def test_capitals_that_no_page_has_as_an_acronym_are_looked_for_as_a_word(authority, listed):
    assert listed("OFSTED", plain(authority, "Ofsted reports")) == ["Ofsted reports"]


def test_several_misspelt_words_are_put_right_together(authority, listed, browse):
    page = plain(authority, "Library opening times")
    assert listed("libary+opning+times", page) == ["Library opening times"]
    assert "library opening times" in browse("/challenges/?q=libary+opning+times").text


def test_a_closed_challenge_that_fits_best_stands_above_open_ones_that_barely_do(
    authority, listed, browse
):
    closed = plain(
        authority,
        "Otter",
        question="Where does the otter live?",
        closes_at=timezone.now() - timedelta(days=1),
    )
    aside = plain(authority, "Aside", end_users="<p>An otter.</p>")
    assert listed("otter", closed, aside) == ["Otter", "Aside"]
    assert "</svg>Closed</strong>" in browse("/search/?q=otter").text


def test_saved_searches_are_told_of_what_has_all_words_alone(authority, search_engine):
    from django.http import QueryDict

    from challenges.listing.filter_form import ChallengeFilter

    both = plain(authority, "Otter and heron")
    one = plain(authority, "Otter")
    search_engine.index([both, one])
    bar = ChallengeFilter(QueryDict("q=otter+heron"), site=authority, now=timezone.now())
    assert bar.matching_keys([both.pk, one.pk]) == [both.pk]
