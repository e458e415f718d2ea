"""From what somebody typed to the pages that fit, on every engine in the same way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from wagtail.models import Page

from search.page_text import rest_of
from search.query.highlighting import extract, has_any, mark_words
from search.query.hits import AT_MOST, Hit
from search.query.parsing import Query, Term, parse_query
from search.query.spelling import guesses


@dataclass(frozen=True)
class LookupResult:
    """Which pages fit what was typed, the best first, and how it was understood.

    `instead` is what the results are for, where nothing has the words that were typed.
    """

    query: Query
    hits: list[Hit] = field(default_factory=list)
    instead: str = ""

    @property
    def is_loose(self) -> bool:
        """Whether the pages have some of the words only."""
        return self.query.is_loose

    @property
    def has_more(self) -> bool:
        """Whether there may be more pages than are looked at."""
        return len(self.hits) >= AT_MOST

    def highlight(self, text: str) -> SafeString:
        """Return the text as HTML, escaped, the words that were found marked."""
        return mark_words(text, self.query)

    def extract(self, page: Page, summary: str) -> SafeString:
        """Return the summary, or the part of the page that has the words where it has none."""
        part = "" if has_any(summary, self.query) else extract(rest_of(page), self.query)
        return self.highlight(part or summary)


class LookupMixin:
    """Gives a search backend `look_up`; the backend itself has `hits` and `beginning`."""

    def hits(self, query: Query, pages: QuerySet) -> list[Hit]:
        """Return which of the pages fit, the best first."""
        raise NotImplementedError

    def beginning(self, words: Sequence[str], rows: QuerySet) -> QuerySet:
        """Return those rows of pages in whose headings words begin so, all of them."""
        raise NotImplementedError

    def look_up(self, typed: str, pages: QuerySet, synonyms: Iterable[Term]) -> LookupResult:
        """Return which of the pages have all the words; else those that were probably meant.

        Where that finds nothing either, what has some of the words. `synonyms` are groups of words
        and phrases that mean the same.
        """
        query = parse_query(typed, synonyms)
        if not query:
            return LookupResult(query)
        if hits := self.hits(query, pages):
            return LookupResult(query, hits)
        for meant in guesses(query):
            if hits := self.hits(meant, pages):
                return LookupResult(meant, hits, instead=meant.typed)
        if len(query.terms) == 1:
            return LookupResult(query)
        loosely = query.loosely()
        return LookupResult(loosely, self.hits(loosely, pages))

    def find_by_any(self, words: Iterable[str], pages: QuerySet) -> list[int]:
        """Return the keys of the pages that have some of the words, the best first."""
        some = Query(terms=tuple((word,) for word in words), is_loose=True)
        return [hit.key for hit in self.hits(some, pages)] if some else []
