"""From what somebody typed to the pages that fit, on every engine in the same way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from wagtail.models import Page

from search.page_text import rest_of
from search.query.highlighting import extract, has_any, highlighted
from search.query.hits import AT_MOST, Hit
from search.query.parsing import Term, Words, understand
from search.query.spelling import guesses


@dataclass(frozen=True)
class Found:
    """Which pages fit what was typed, the best first, and how it was understood.

    `instead` is what the results are for, where nothing has the words that were typed.
    """

    words: Words
    hits: list[Hit] = field(default_factory=list)
    instead: str = ""

    @property
    def is_loose(self) -> bool:
        """Whether the pages have some of the words only."""
        return self.words.is_loose

    @property
    def has_more(self) -> bool:
        """Whether there may be more pages than are looked at."""
        return len(self.hits) >= AT_MOST

    def highlight(self, text: str) -> SafeString:
        """Return the text as HTML, escaped, the words that were found marked."""
        return highlighted(text, self.words)

    def extract(self, page: Page, summary: str) -> SafeString:
        """Return the summary, or the part of the page that has the words where it has none."""
        part = "" if has_any(summary, self.words) else extract(rest_of(page), self.words)
        return self.highlight(part or summary)


class LooksUp:
    """Gives a search backend `look_up`; the backend itself has `hits` and `beginning`."""

    def hits(self, words: Words, pages: QuerySet) -> list[Hit]:
        """Return which of the pages fit, the best first."""
        raise NotImplementedError

    def beginning(self, words: Sequence[str], rows: QuerySet) -> QuerySet:
        """Return those rows of pages in whose headings words begin so, all of them."""
        raise NotImplementedError

    def look_up(self, typed: str, pages: QuerySet, synonyms: Iterable[Term]) -> Found:
        """Return which of the pages have all the words; else those that were probably meant.

        Where that finds nothing either, what has some of the words. `synonyms` are groups of words
        and phrases that mean the same.
        """
        words = understand(typed, synonyms)
        if not words:
            return Found(words)
        if hits := self.hits(words, pages):
            return Found(words, hits)
        for meant in guesses(words):
            if hits := self.hits(meant, pages):
                return Found(meant, hits, instead=meant.typed)
        if len(words.terms) == 1:
            return Found(words)
        loosely = words.loosely()
        return Found(loosely, self.hits(loosely, pages))

    def speak_of(self, words: Iterable[str], pages: QuerySet) -> list[int]:
        """Return the keys of the pages that have some of the words, the best first."""
        some = Words(terms=tuple((word,) for word in words), is_loose=True)
        return [hit.key for hit in self.hits(some, pages)] if some else []
