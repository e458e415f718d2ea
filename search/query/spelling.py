"""Did you mean: the words that pages have, and which of them somebody probably meant."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from search.models import IndexedWord
from search.page_text import Texts
from search.query.parsing import STOP_WORDS, Query, replace_term, words_of

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
    """Yield what somebody may have meant, the likeliest first: one query for each word.

    A guess is no answer yet: the words may stand on pages that nobody can read any more.
    """
    for place, term in enumerate(query.terms):
        if len(term) > 1 or not _can_be_meant(term[0].lower()):
            continue
        for meant in _nearest(term[0].lower()):
            yield replace_term(query, place, meant)


def _can_be_meant(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha() and word not in STOP_WORDS


def _nearest(word: str) -> list[str]:
    """Return the known words that differ least, none where the word itself is known."""
    farthest = 1 if len(word) < 6 else 2
    known = (
        IndexedWord.objects.annotate(length=Length("text"))
        .filter(Q(text__startswith=word[0]) | Q(text__startswith=word[1]))
        .filter(length__gte=len(word) - farthest, length__lte=len(word) + farthest)
        .values_list("text", flat=True)
    )
    found = process.extract(
        word,
        list(known),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=farthest,
        limit=GUESSES,
    )
    if found and found[0][1] == 0:
        return []
    return [text for text, _distance, _place in found]
