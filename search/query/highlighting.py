"""Marks the words that were found in what is shown of a page."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.query.parsing import STOP_WORDS, Query
from search.words import WORD, acronym_of, is_acronym, stem, words_of

EXTRACT = 220


def mark_words(text: str, query: Query) -> SafeString:
    """Return the text as HTML, escaped, each form of a word that was looked for marked."""
    wanted = _wanted(query)
    parts, end = [], 0
    for found in WORD.finditer(text):
        if _is_wanted(found.group(), wanted):
            parts += [escape(text[end : found.start()]), "<mark>", escape(found.group()), "</mark>"]
            end = found.end()
    return mark_safe("".join([*parts, escape(text[end:])]))


def has_any(text: str, query: Query) -> bool:
    """Return whether the text has any form of a word that was looked for."""
    wanted = _wanted(query)
    return any(_is_wanted(word, wanted) for word in words_of(text))


def extract(text: str, query: Query) -> str:
    """Return the part of a text, of whole words, that has most of what was looked for, if any."""
    wanted = _wanted(query)
    places = [found.start() for found in WORD.finditer(text) if _is_wanted(found.group(), wanted)]
    if not places:
        return ""
    best = max(places, key=lambda start: sum(start <= place < start + EXTRACT for place in places))
    begin = text.rfind(" ", 0, max(0, best - EXTRACT // 5)) + 1
    end = begin + EXTRACT
    end = len(text) if end >= len(text) else text.rfind(" ", begin, end)
    return ("… " if begin else "") + text[begin:end].strip() + (" …" if end < len(text) else "")


def _wanted(query: Query) -> set[str]:
    """Return the stems that were looked for, and the acronyms as they are."""
    return {
        name if is_acronym(name) else stem(word)
        for term in query.terms
        for name in term
        for word in words_of(name)
        if is_acronym(name) or word.lower() not in STOP_WORDS
    }


def _is_wanted(word: str, wanted: set[str]) -> bool:
    return stem(word) in wanted or acronym_of(word) in wanted
