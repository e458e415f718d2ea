"""From what somebody typed to the pages that fit, on every engine in the same way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from wagtail.models import Page

from search.meaning.nearest import nearest
from search.page_text import rest_of
from search.query.fusion import fuse
from search.query.highlighting import extract, has_any, mark_words
from search.query.hits import AT_MOST, NEAR, Hit
from search.query.parsing import Query, Term, parse_query
from search.query.spelling import guesses

# What has some of the words shows only if it fits so well, compared with the best of them.
LEAST = 0.15
# So many pages at most are found by their meaning.
MOST_NEAR = 50


@dataclass(frozen=True)
class LookupResult:
    """Which pages fit what was typed, the best first, and how it was understood.

    `instead` is what the results are for, where nothing has the words that were typed. `is_near`:
    nothing has any of the words, and the pages are what comes nearest in meaning.
    """

    query: Query
    hits: list[Hit] = field(default_factory=list)
    instead: str = ""

    @property
    def is_near(self) -> bool:
        """Whether no page has any of the words, and these are the nearest in meaning."""
        return bool(self.hits) and all(hit.tier == NEAR for hit in self.hits)

    @property
    def is_loose(self) -> bool:
        """Whether no page has all of the words, and some have some of them."""
        return not self.is_near and all(hit.tier < 1 for hit in self.hits)

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
        """Return which of the pages fit what was typed, by their words and by their meaning.

        Where no page has all words, what was probably meant counts as typed if pages have that.
        `synonyms` are groups of words and phrases that mean the same.
        """
        query = parse_query(typed, synonyms)
        if not query:
            return LookupResult(query)
        query, hits, instead = self._with_words(query, pages)
        meant = query.explained(instead or query.typed)
        near = nearest(meant, pages, at_most=MOST_NEAR, has_words=bool(hits))
        return LookupResult(query, fuse(hits, near), instead)

    def _with_words(self, query: Query, pages: QuerySet) -> tuple[Query, list[Hit], str]:
        """Return what has all words or some, how they were understood, and what was meant."""
        hits = self._hits(query, pages)
        if _has_all(hits):
            return query, hits, ""
        if (plain := query.without_acronyms()) != query:
            as_words = self._hits(plain, pages)
            if _has_all(as_words) or not hits:
                query, hits = plain, as_words
        for meant in () if _has_all(hits) else guesses(query):
            if self.hits(meant, pages):
                return meant, self._hits(meant, pages), meant.typed
        return query, hits, ""

    def _hits(self, query: Query, pages: QuerySet) -> list[Hit]:
        """Return what has all terms, then what has some: enough of what the best of those has."""
        if len(query.terms) == 1:
            return self.hits(query, pages)
        some = self.hits(query.loosely(), pages)
        # What nothing has any of, nothing has all of.
        hits = self.hits(query, pages) if some else []
        having_all = {hit.key for hit in hits}
        others = [hit for hit in some if hit.key not in having_all]
        enough = LEAST * max((hit.fit for hit in others), default=0)
        return [*hits, *(hit for hit in others if hit.fit >= enough)][:AT_MOST]

    def find_by_any(self, words: Iterable[str], pages: QuerySet) -> list[int]:
        """Return the keys of the pages that have some of the words, the best first."""
        some = Query(terms=tuple((word,) for word in words), is_loose=True)
        return [hit.key for hit in self.hits(some, pages)] if some else []


def _has_all(hits: Sequence[Hit]) -> bool:
    """Return whether some page has all of the words."""
    return any(hit.tier > 0 for hit in hits[:1])
