"""What somebody typed, and what is looked for."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.query import parsing
from search.query.highlighting import extract, mark_words
from search.query.parsing import parse_query
from search.words import acronym_of, stem

pytestmark = pytest.mark.one_database

SEND = ("SEND", "special educational needs")
MOBILITY = ("transport", "mobility")


@pytest.fixture(autouse=True)
def _no_everyday_words(monkeypatch):
    """Let words stand alone: `test_everyday.py` asks for what they bring."""
    monkeypatch.setattr(parsing, "everyday_words", dict)


def terms(typed, *synonyms):
    return list(parse_query(typed, synonyms).terms)


def test_each_word_is_a_term_and_a_quoted_phrase_is_one():
    assert terms('damp "social housing" repairs') == [("damp",), ("social housing",), ("repairs",)]
    assert terms("“social housing”") == [("social housing",)]


def test_what_a_question_is_full_of_is_left_out_unless_there_is_nothing_else():
    assert terms("How might we find the damp?") == [("damp",)]
    assert terms("who are we") == [("who",), ("are",), ("we",)]


@pytest.mark.parametrize("typed", ["", '"', "( ) * ^ :", "\x00", "🚲", "-", '""', "NEAR/2"[4:5]])
def test_signs_alone_are_no_words(typed):
    assert not parse_query(typed)


def test_what_an_engine_would_read_as_its_own_language_is_read_as_words():
    assert terms('title:damp AND (mould* OR "mites') == [
        ("title",),
        ("damp",),
        ("mould",),
        ("mites",),
    ]


def test_a_word_brings_what_means_the_same_in_any_form_and_case():
    assert terms("send pupils", SEND) == [SEND, ("pupils",)]
    assert terms("Transporting", MOBILITY) == [("Transporting", *MOBILITY)]


def test_a_run_of_words_brings_what_means_the_same_and_a_part_of_it_does_not():
    assert terms("special educational needs", SEND) == [
        ("special educational needs", "SEND"),
    ]
    assert terms("educational needs", SEND) == [("educational",), ("needs",)]


@pytest.mark.parametrize("typed", ["SEND", "send", "SENDs", "Send"])
def test_an_acronym_that_editors_keep_is_meant_in_whatever_letters_it_is_typed(typed):
    assert terms(typed, SEND) == [SEND]


def test_a_word_of_which_questions_are_full_is_no_acronym_unless_it_is_typed_as_one():
    computers = ("IT", "computers")
    assert terms("who makes it damp", computers) == [("makes",), ("damp",)]
    assert terms("IT", computers) == [computers]


@pytest.mark.parametrize(
    ("word", "acronym"),
    [("NHS", "NHS"), ("GPs", "GP"), ("5G", "5G"), ("A", ""), ("Nhs", ""), ("HOMELESS", "")],
)
def test_a_few_capitals_are_an_acronym(word, acronym):
    assert acronym_of(word) == acronym


def test_who_shouts_means_no_acronyms():
    assert terms("DAMP AND MOULD") == [("damp",), ("mould",)]
    assert terms("DAMP in GP surgeries") == [("DAMP",), ("GP",), ("surgeries",)]


def test_an_acronym_is_marked_and_the_word_of_the_same_letters_is_not():
    marked = mark_words("We send pupils to SEND.", parse_query("SEND"))
    assert marked == "We send pupils to <mark>SEND</mark>."


def test_what_is_quoted_is_meant_as_it_stands():
    assert terms('"transport"', MOBILITY) == [("transport",)]


def test_ten_thousand_characters_are_few_terms():
    assert 0 < len(terms("wall chart " * 1000)) <= 16
    assert len(parse_query("x" * 10_000).typed) == 200


def test_every_form_of_a_word_is_marked_and_everything_else_is_escaped():
    words = parse_query("repair damp")
    assert mark_words("<b>Repairing</b> & damp repairs", words) == (
        "&lt;b&gt;<mark>Repairing</mark>&lt;/b&gt; &amp; <mark>damp</mark> <mark>repairs</mark>"
    )


def test_no_mark_is_made_of_a_word_that_was_left_out():
    assert mark_words("the damp", parse_query("the damp")) == "the <mark>damp</mark>"


def test_an_extract_has_the_words_and_ends_where_words_end():
    text = "Nothing to see here. " * 30 + "The kerb is missing at the stop. " + "More of it. " * 30
    part = extract(text, parse_query("kerb stop"))
    assert "The kerb is missing at the stop" in part
    assert part.startswith("… ")
    assert part.endswith(" …")
    assert len(part) < 240
    assert all(word in text.split() for word in part.strip("… ").split())


def test_there_is_no_extract_of_what_has_none_of_the_words():
    assert extract("Nothing to see here.", parse_query("kerb")) == ""


def test_threads_that_ask_at_once_do_not_get_into_each_others_words():
    words = ["hospitals", "landlords", "conditional", "drones", "flooding", "happiness"] * 100
    wanted = [stem(word) for word in words]
    switched = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _turn: [stem(word) for word in words], range(8)))
    finally:
        sys.setswitchinterval(switched)
    assert found == [wanted] * 8
