"""Words of everyday speech bring what briefs call the same, and not the other way round."""

import pytest

from search.query.everyday import LONGEST, entries, everyday_words
from search.query.parsing import STOP_WORDS, parse_query
from search.words import words_of

pytestmark = pytest.mark.one_database


def alternatives(typed, *synonyms):
    return {name for term in parse_query(typed, synonyms).terms for name in term}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("binmen", "refuse collection"),
        ("Bin Men", "refuse collection"),
        ("old mattresses", "bulky waste collection"),
        ("polis", "police"),
    ],
)
def test_what_people_say_brings_what_briefs_call_it(typed, found):
    assert found in alternatives(typed)


def test_what_briefs_say_brings_nothing_of_what_people_say():
    assert alternatives("refuse collection") == {"refuse", "collection"}


def test_an_acronym_that_is_a_word_as_well_is_meant_in_capitals_alone():
    assert "temporary accommodation" in alternatives("TA")
    assert alternatives("salted") == {"salted"}
    assert "speech and language" in alternatives("SALT")


def test_words_of_the_editors_and_of_everyday_speech_add_up():
    group = ("binmen", "street cleansing crew")
    assert {"street cleansing crew", "refuse collection"} <= alternatives("binmen", group)


def test_what_it_means_is_asked_of_the_encoder_too():
    query = parse_query("binmen strike")
    assert query.explained("binmen strike").startswith("binmen strike. refuse collection, ")
    assert parse_query("ferrets").explained("ferrets") == "ferrets"


def test_words_in_quotation_marks_stand_for_themselves():
    assert alternatives('"binmen"') == {"binmen"}


def test_every_line_of_the_file_can_be_typed_and_means_something():
    for said, meant in entries():
        assert said, meant
        assert meant, said
        assert len(meant) <= 6, said
        for phrase in said:
            assert 1 <= len(words_of(phrase)) <= LONGEST, phrase


def test_no_word_of_a_question_means_anything_by_itself():
    assert [key for key in everyday_words() if len(key) == 1 and key[0] in STOP_WORDS] == []
