"""Hints about a text, as sentences. They never keep it from being saved or published."""

import re
from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authorities.forms.word_count import count_words
from challenges.editing.guidance.texts import (
    ADVICE,
    JARGON,
    KNOWN,
    SENTENCE_WORDS,
    SOLUTIONS,
    TELL_THE_PROBLEM,
)

# So many of one kind are named: more would be read by nobody.
MOST = 3
SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+|\n+")
SHORT_FORM = re.compile(r"\b[A-Z][A-Z0-9]+s?\b")
NOT_LETTERS = re.compile(r"[^A-Z]")


def _any_of(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


ANY_JARGON = _any_of(list(JARGON))
ANY_SOLUTION = _any_of(list(SOLUTIONS))


def hints_on_text(name: str, text: str, elsewhere: str = "") -> list[str]:
    """Return what could be plainer in the answer to a question; nothing about an empty one.

    `elsewhere` is the rest of the brief, where a short form may be explained.
    """
    text = text.strip()
    if not text:
        return []
    return [
        *_form(name, text),
        *_solutions(name, text),
        *_jargon(text),
        *_short_forms(text, elsewhere),
        *_long_sentences(text),
    ]


def _form(name: str, text: str) -> Iterator[str]:
    if name == "question" and not text.endswith("?"):
        yield _("End the question with a question mark.")
    enough = ADVICE[name].words if name in ADVICE else None
    words = count_words(text)
    if enough and words > enough:
        yield _("About %(enough)d words are enough; these are %(words)d.") % {
            "enough": enough,
            "words": words,
        }


def _solutions(name: str, text: str) -> Iterator[str]:
    if name not in TELL_THE_PROBLEM:
        return
    found = _found(ANY_SOLUTION, text)
    if found:
        yield ngettext(
            "“%s” names a solution. Say what is wrong, and let businesses find how to mend it.",
            "“%s” name solutions. Say what is wrong, and let businesses find how to mend it.",
            len(found),
        ) % _("” and “").join(found)


def _jargon(text: str) -> Iterator[str]:
    for word in _found(ANY_JARGON, text):
        if instead := JARGON[word.lower()]:
            yield _("“%(word)s” is jargon. Write “%(instead)s”.") % {
                "word": word,
                "instead": instead,
            }
        else:
            yield _("“%s” says little. Leave it out, or say what you mean.") % word


def _short_forms(text: str, elsewhere: str) -> Iterator[str]:
    whole = f"{text}\n{elsewhere}"
    unexplained = [
        form
        for form in dict.fromkeys(SHORT_FORM.findall(text))
        if form not in KNOWN
        and len(NOT_LETTERS.sub("", form)) > 2
        and f"({form})" not in whole
        and f"{form} (" not in whole
    ]
    # A text in capitals has no short forms.
    if unexplained and text.upper() != text:
        yield _("Say what these stand for, in brackets after their first use: %s.") % ", ".join(
            unexplained[:MOST]
        )


def _long_sentences(text: str) -> Iterator[str]:
    long = [
        (sentence, words)
        for sentence in SENTENCE_END.split(text)
        if (words := count_words(sentence)) > SENTENCE_WORDS
    ]
    for sentence, words in long[:MOST]:
        yield _("This sentence has %(words)d words; make it two: “%(begins)s”") % {
            "words": words,
            "begins": Truncator(sentence.strip()).words(6),
        }


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    """Return what is found, each once, as it was written."""
    once = {match[0].lower(): match[0] for match in reversed(list(pattern.finditer(text)))}
    return list(reversed(once.values()))[:MOST]
