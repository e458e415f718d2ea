"""SQLite as a search engine: English stems, weights and phrases, by an FTS5 table of its own.

Wagtail's table is kept beside it, for the admin; it knows neither stems nor weights.
"""

from collections.abc import Mapping, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend

from search.index.engines.page_index import PageIndexMixin
from search.page_text import Texts
from search.query.hits import AT_MOST, Hit
from search.query.lookup import LookupMixin
from search.query.parsing import Query
from search.words import indexed_as

WEIGHTS = "10, 4, 1"  # of heading, summary, and the rest
FIND = f"""
SELECT page, best, -fit FROM (
WITH found AS MATERIALIZED (
  SELECT rowid AS page, %s AS tier, bm25(site_search_words, {WEIGHTS}) AS rank
  FROM site_search_words WHERE site_search_words MATCH %s
  {{tiers}}
)
SELECT page, MAX(tier) AS best, MIN(rank) AS fit FROM found WHERE page IN ({{pages}})
GROUP BY page ORDER BY best DESC, fit, page DESC LIMIT {AT_MOST}
) ORDER BY best DESC, fit, page DESC
"""  # noqa: S608 - the numbers are ours
TIER = """
UNION ALL SELECT rowid, %s, 0 FROM site_search_words WHERE site_search_words MATCH %s
"""
# Without stems: what somebody has typed so far is no word yet.
BEGINNING = """
SELECT rowid FROM site_search_beginnings WHERE site_search_beginnings MATCH %s
"""
# The tier of what has all terms somewhere, and of what has some of them.
ANYWHERE = {False: 1, True: 0}
COLUMNS = {3: "{heading}", 2: "{heading summary}"}


class Index(PageIndexMixin, SQLiteIndex):
    key = "rowid"

    def keep(self, pages: Mapping[int, Texts]) -> None:
        """Write what the pages say, by their keys."""
        self.forget(pages)
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO site_search_words (rowid, heading, summary, rest)"
                " VALUES (%s, %s, %s, %s)",
                [
                    (key, says.heading, says.summary, says.rest)
                    for key, raw in pages.items()
                    for says in [raw.indexed()]
                ],
            )
            cursor.executemany(
                "INSERT INTO site_search_beginnings (rowid, heading) VALUES (%s, %s)",
                [(key, says.heading) for key, says in pages.items()],
            )


class SearchBackend(LookupMixin, SQLiteSearchBackend):
    index_class = Index

    def hits(self, query: Query, pages: QuerySet) -> list[Hit]:
        """Return which of the pages fit, the best first."""
        terms = [" OR ".join(f'"{indexed_as(name)}"' for name in term) for term in query.terms]
        asked = (" OR " if query.is_loose else " AND ").join(f"({term})" for term in terms)
        tiers = {} if query.is_loose else COLUMNS
        within, parameters = pages.order_by().values("pk").query.sql_with_params()
        statement = FIND.format(tiers=TIER * len(tiers), pages=within)
        asked_in = [part for tier, name in tiers.items() for part in (tier, f"{name} : ({asked})")]
        with connection.cursor() as cursor:
            cursor.execute(statement, [ANYWHERE[query.is_loose], asked, *asked_in, *parameters])
            return [Hit(*row) for row in cursor.fetchall()]

    def beginning(self, words: Sequence[str], rows: QuerySet) -> QuerySet:
        """Return those rows of pages in whose headings words begin so, all of them."""
        asked = " AND ".join(f'"{word}"*' for word in words)
        return rows.filter(pk__in=RawSQL(BEGINNING, [asked]))  # noqa: S611 - the text is ours
