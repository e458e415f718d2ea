"""Hints about a text: what each finds, and what it leaves alone."""

import pytest

from authorities.forms.word_count import count_words
from challenges.editing.guidance.plain_english import hints_on_text
from challenges.editing.guidance.texts import ADVICE, JARGON

pytestmark = pytest.mark.one_database


def said(text, name="summary", elsewhere=""):
    return " | ".join(hints_on_text(name, text, elsewhere))


def test_a_question_full_of_faults_is_told_each_of_them():
    found = said("We need an app that uses AI to leverage the HMRC API going forward", "question")
    assert "question mark" in found
    assert "“app” and “AI” name solutions" in found
    assert "“leverage” is jargon. Write “use”" in found
    assert "“going forward” is jargon. Write “from now on”" in found
    assert "HMRC, API" in found


@pytest.mark.parametrize("name", ADVICE)
def test_our_own_good_example_gives_no_hint_and_keeps_its_budget(name):
    advice = ADVICE[name]
    assert hints_on_text(name, str(advice.good)) == []
    assert count_words(str(advice.good)) <= advice.words


def test_an_empty_answer_is_left_alone():
    assert hints_on_text("question", " \n ") == []


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("HM Revenue and Customs (HMRC) knows. HMRC tells us.", ""),
        ("HMRC (the tax office) knows.", ""),
        ("HMRC knows.", "We asked HM Revenue and Customs (HMRC)."),
        ("The NHS and the UK know, on TV and by GPS.", ""),
        ("DAMP IS EVERYWHERE AND NOBODY KNOWS.", ""),
        ("I am in flat 12B, plan B, A4.", ""),
    ],
)
def test_a_short_form_that_is_explained_or_known_is_left_alone(text, elsewhere):
    assert "stand for" not in said(text, elsewhere=elsewhere)


def test_a_short_form_is_named_once():
    assert said("The API of the API.").count("API") == 1


def test_a_sentence_of_twenty_six_words_is_long_and_one_of_twenty_five_is_not():
    assert "26 words" in said(" ".join(["wall"] * 26) + ". Short.")
    assert said(" ".join(["wall"] * 25) + ". Short.") == ""


def test_sentences_end_at_lines_too():
    assert said("\n".join([" ".join(["wall"] * 20)] * 2)) == ""


def test_what_is_too_long_says_how_many_words_are_enough():
    found = said("Damp is bad. " * 30)
    assert found == "About 60 words are enough; these are 90."


@pytest.mark.parametrize("text", ["A platform for damp.", "Artificial Intelligence finds damp."])
def test_a_solution_is_named_where_the_problem_is_told_and_nowhere_else(text):
    assert "names a solution" in said(text)
    assert "names a solution" not in said(text, "technologies")


def test_a_word_that_only_looks_like_one_is_none():
    assert said("We apply happily at the platforming of mail.") == ""


def test_every_jargon_word_has_a_hint():
    for word in JARGON:
        assert word in said(f"It is {word} here.")


def test_what_is_pasted_at_any_length_and_of_any_letters_is_answered():
    assert hints_on_text("summary", "\u2028\uf0b7\u00ad" + "🏚" * 5000) == []
    assert len(hints_on_text("summary", "A. " + "AB1 robust " * 4000)) <= 8
