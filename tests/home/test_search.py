"""The site search, on every engine."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import ChallengePageFactory, ProgrammePageFactory, SuccessStoryPageFactory
from tests.queries import count_queries


@pytest.fixture
def pages(authority, other_authority, search_engine):
    """A page of each kind that speaks of hedgehogs."""
    challenge = ChallengePageFactory(
        authority=authority, title="Hedgehogs", question="How might a hedgehog cross the road?"
    )
    made = {
        "challenge": challenge,
        "programme": ProgrammePageFactory(authority=authority, title="Hedgehog programme"),
        "story": SuccessStoryPageFactory(
            authority=authority, title="A hedgehog story", challenge=challenge
        ),
        "draft": ChallengePageFactory(authority=authority, title="Hedgehog draft", live=False),
        "elsewhere": ChallengePageFactory(authority=other_authority, title="Hedgehog elsewhere"),
    }
    search_engine.index(made.values())
    return made


def found(browse, words):
    response = browse(f"/search/?q={words}")
    assert response.status_code == 200
    return {(result.kind, result.title) for result in response.context["found"]}


def test_it_finds_challenges_programmes_and_stories_of_this_authority_that_are_published(
    pages, browse
):
    assert found(browse, "hedgehog") == {
        ("Challenge", "How might a hedgehog cross the road?"),
        ("Programme", "Hedgehog programme"),
        ("Success story", "A hedgehog story"),
    }


def test_it_finds_content_pages(authority, browse, search_engine):
    privacy = authority.root_page.get_children().get(slug="privacy").specific
    search_engine.index([privacy])
    assert ("Content page", "Privacy notice") in found(browse, "privacy")


def test_what_is_behind_a_password_is_not_found(pages, browse):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(
        page=pages["story"], restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    assert "Success story" not in {kind for kind, _title in found(browse, "hedgehog")}


def test_a_challenge_says_where_it_stands(pages, browse):
    assert "</svg>Open</strong>" in browse("/search/?q=hedgehog").text


def test_no_words_show_the_form_alone_and_no_results_say_what_to_try(pages, browse):
    assert "found" not in browse("/search/").text
    text = browse("/search/?q=zeppelin").text
    assert "0 pages found" in text
    assert "fewer words" in text


def test_words_that_nobody_meant_make_no_fault(pages, browse):
    for words in ("%22", "(", "AND", "*", "%00", "%F0%9F%A6%94", "a" * 10_000):
        assert browse(f"/search/?q={words}").status_code == 200, words


def test_markup_in_the_words_comes_back_as_text(pages, browse):
    assert "<script>alert" not in browse("/search/?q=<script>alert(1)</script>").text


def test_it_costs_at_most_fifteen_queries_however_much_is_found(authority, browse, search_engine):
    def make(number):
        return ChallengePageFactory(authority=authority, question="Where is the hedgehog?")

    search_engine.index([make(0)])
    few = count_queries(lambda: browse("/search/?q=hedgehog"))
    search_engine.index([make(number) for number in range(15)])
    assert count_queries(lambda: browse("/search/?q=hedgehog")) == few <= 15


def test_what_closes_while_it_is_listed_is_found_in_its_new_state(pages, browse):
    pages["challenge"].closes_at = timezone.now() - timedelta(seconds=1)
    pages["challenge"].save()
    assert "</svg>Closed</strong>" in browse("/search/?q=hedgehog").text


def test_of_what_fits_alike_what_is_open_comes_first_and_what_is_about_it_before_both(
    authority, browse, search_engine
):
    made = [
        ChallengePageFactory(authority=authority, question="An otter, open?"),
        ChallengePageFactory(authority=authority, question="An otter, closed?", closed=True),
        ChallengePageFactory(authority=authority, question="Aside?", end_users="<p>An otter.</p>"),
    ]
    search_engine.index(made)
    results = browse("/search/?q=otter").context["found"]
    assert [result.title for result in results] == [
        "An otter, open?",
        "An otter, closed?",
        "Aside?",
    ]
