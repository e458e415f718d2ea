"""Did you mean: the words that pages have, and which of them somebody probably meant."""

from collections.abc import Iterable, Iterator
from functools import reduce

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from search.models import IndexedWord
from search.page_text import Texts
from search.query.parsing import STOP_WORDS, Query, replace_term
from search.words import words_of

SHORTEST, LONGEST = 4, 40
# So many guesses for a word are tried.
GUESSES = 3


def learn(published: Iterable[Texts]) -> None:
    """Remember the words of published pages' headings and summaries. One query at most."""
    found = {word.lower() for texts in published for word in words_of(texts.lead)}
    IndexedWord.objects.bulk_create(
        [IndexedWord(text=word) for word in sorted(found) if _can_be_meant(word)],
        ignore_conflicts=True,
    )


def guesses(query: Query) -> Iterator[Query]:
    """Yield what somebody may have meant: all words put right, then one of them. One query.

    A guess is no answer yet: the words may stand on pages that nobody can read any more.
    """
    words = {
        place: term[0].lower()
        for place, term in enumerate(query.terms)
        if term[0] not in query.kept and _can_be_meant(term[0].lower())
    }
    known = _like(words.values()) if words else []
    nearest = {place: _nearest(word, known) for place, word in words.items()}
    misspelt = {place: found for place, found in nearest.items() if found}
    if len(misspelt) > 1:
        yield reduce(
            lambda so_far, place: replace_term(so_far, place, misspelt[place][0]), misspelt, query
        )
    for place, found in misspelt.items():
        for meant in found:
            yield replace_term(query, place, meant)


def _can_be_meant(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and word not in STOP_WORDS


def _like(words: Iterable[str]) -> list[str]:
    """Return the known words that may differ little from any of these."""
    may_be = Q(pk__in=[])
    for word in words:
        begins = Q(text__startswith=word[0]) | Q(text__startswith=word[1])
        farthest = _farthest(word)
        lengths = (len(word) - farthest, len(word) + farthest)
        may_be |= begins & Q(length__range=lengths)
    known = IndexedWord.objects.annotate(length=Length("text")).filter(may_be)
    return list(known.values_list("text", flat=True))


def _farthest(word: str) -> int:
    return 1 if len(word) < 6 else 2


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return those of the known words that differ least, none where the word itself is known."""
    found = process.extract(
        word,
        [text for text in known if text[0] in word[:2]],
        scorer=DamerauLevenshtein.distance,
        score_cutoff=_farthest(word),
        limit=GUESSES,
    )
    if found and found[0][1] == 0:
        return []
    return [text for text, _distance, _place in found]
