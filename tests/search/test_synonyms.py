"""Words that mean the same, as an authority's editors keep them, on every engine."""

import pytest
from django.core.exceptions import ValidationError

from authorities.models import Role
from challenges.models import Synonyms
from tests.factories import ChallengePageFactory, UserFactory


@pytest.fixture
def found(authority, other_authority, search_engine, browse):
    """Return a function that gives the titles that the listing finds."""
    made = [
        ChallengePageFactory(authority=authority, title="Buses", question="A minibus with care?"),
        ChallengePageFactory(
            authority=authority,
            title="Schools",
            question="How might special educational needs be met?",
        ),
        ChallengePageFactory(authority=other_authority, title="Lessons", question="SEND?"),
    ]
    search_engine.index(made)

    def find(words, at=authority):
        return {card.title for card in browse(f"/challenges/?q={words}", at=at).context["cards"]}

    return find


def test_an_authority_begins_with_words_that_mean_the_same(found, other_authority):
    assert found("SEND") == {"Schools"}
    assert found("special+educational+needs", at=other_authority) == {"Lessons"}


def test_what_editors_add_counts_at_the_next_search_on_their_site_alone(
    found, authority, other_authority, sign_in
):
    editor = UserFactory.working_for(authority, Role.EDITOR)
    response = sign_in(editor).post(
        "/admin/snippets/challenges/synonyms/add/",
        {"words": "omnibus\r\nminibus\r\n"},
        headers={"host": authority.hostname},
    )
    assert response.status_code == 302
    assert Synonyms.objects.for_authority(authority).filter(words__startswith="omnibus").exists()
    assert found("omnibus") == {"Buses"}
    assert found("omnibus", at=other_authority) == set()


def test_a_group_of_one_is_refused_with_a_sentence(authority):
    with pytest.raises(ValidationError, match="Enter at least two, each on a line of its own"):
        Synonyms(authority=authority, words="omnibus\n \n").full_clean()


def test_a_word_of_a_group_is_marked_where_it_was_found(found, browse):
    text = browse("/challenges/?q=SEND").text
    assert "<mark>special</mark> <mark>educational</mark>" in browse("/search/?q=SEND").text
    assert "1 challenge found" in text


def test_a_word_spelt_differently_finds_what_was_meant_and_says_so(found, browse):
    assert found("minbus") == {"Buses"}
    page = browse("/challenges/?q=minbus").text
    assert "Nothing has “minbus”. Did you mean <strong>minibus</strong>?" in page
    assert "Did you mean" in browse("/search/?q=minbus").text


def test_a_word_that_only_a_draft_has_is_never_meant(found, authority, browse, search_engine):
    draft = ChallengePageFactory(authority=authority, question="A hedgehog?", live=False)
    search_engine.index([draft])
    assert "hedgehog" not in browse("/challenges/?q=hedgehgo").text.replace("hedgehgo", "")


def test_forms_of_a_word_find_each_other(found):
    assert found("minibuses") == {"Buses"}
    assert found("educating") == {"Schools"}


def test_a_phrase_finds_what_has_it_as_it_stands(found):
    assert found('"special+educational"') == {"Schools"}
    assert found('"educational+special"') == set()
