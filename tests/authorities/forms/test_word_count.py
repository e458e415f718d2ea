"""The rule by which words are counted; `tests/journeys/test_word_count.py` asks the script."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authorities.forms.cleaning import clean_characters
from authorities.forms.word_count import count_words

pytestmark = pytest.mark.one_database

CASES = json.loads((Path(__file__).parent / "word_count.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"])[:30])
def test_words_are_counted_as_a_person_counts_them(case):
    assert count_words(case["text"]) == case["words"]


@given(st.text())
def test_two_ways_to_write_the_same_have_the_same_number_of_words(text):
    clean = clean_characters(text)
    assert count_words(unicodedata.normalize("NFD", clean)) == count_words(clean)


@given(st.lists(st.sampled_from(["damp", "naïve", "e.g.", "don’t", "12.5", "मकान"]), max_size=50))
def test_each_word_between_spaces_counts_once(words):
    assert count_words(" ".join(words)) == len(words)
