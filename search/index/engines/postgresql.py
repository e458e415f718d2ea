"""PostgreSQL as a search engine: English stems, weights, phrases, with an index of its own.

Wagtail's index is kept beside it, for the admin. It cannot rank many hits in little time, because
a rank is reckoned from all that a page says; this one reckons from headings and summaries, which
lie in the row itself.
"""

from collections.abc import Mapping, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from search.index.engines.page_index import PageIndexMixin
from search.page_text import Texts
from search.query.hits import AT_MOST, Hit
from search.query.lookup import LookupMixin
from search.query.parsing import Query

# What has all terms in heading and summary is ranked whole, and only then asked whether it may be
# shown: the best are enough. The rest fills up what is left, in no order of its own: a word that
# every page has somewhere would be ranked for as long as there are pages. `OFFSET 0` lets the index
# answer first, because PostgreSQL thinks too little of what it costs to read a page's words.
FIND = """
SELECT page_id, tier FROM (
  WITH weighty AS MATERIALIZED (
    SELECT page_id, tier, fit FROM (
      SELECT page_id, CASE WHEN ts_filter(heading, '{{a}}') @@ all_of THEN 3 ELSE 2 END AS tier,
             {rank} AS fit
      FROM site_search_words, {asked} WHERE heading @@ all_of
      ORDER BY tier DESC, fit DESC, page_id DESC
    ) AS ranked
    WHERE page_id IN ({pages}) ORDER BY tier DESC, fit DESC, page_id DESC LIMIT {at_most}
  ), rest AS (
    SELECT page_id, 1 AS tier, {rank} AS fit FROM (
      SELECT page_id, heading, any_of FROM site_search_words, {asked}
      WHERE words @@ all_of AND NOT heading @@ all_of OFFSET 0
    ) AS candidates
    WHERE page_id IN ({pages}) LIMIT {at_most} - (SELECT count(*) FROM weighty)
  )
  TABLE weighty UNION ALL TABLE rest
) AS found
ORDER BY tier DESC, fit DESC, page_id DESC
"""
FIND_SOME = """
SELECT page_id, 1 FROM (
  SELECT page_id, heading, any_of FROM site_search_words, {asked}
  WHERE words @@ any_of AND page_id IN ({pages}) LIMIT {many}
) AS found
ORDER BY {rank} DESC, page_id DESC LIMIT {at_most}
"""
ASKED = "(SELECT {all} AS all_of, {any} AS any_of) AS asked"
RANK = "ts_rank('{0.1, 0.2, 0.4, 1.0}', heading, any_of, 1)"
# So many of what has some of the terms are ranked.
MANY = 5 * AT_MOST
ADD = """
INSERT INTO site_search_words (page_id, heading, words)
SELECT page, setweight(to_tsvector('english', heading), 'A')
             || setweight(to_tsvector('english', summary), 'B'),
       to_tsvector('english', heading || E'\n' || summary || E'\n' || rest)
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS t(page, heading, summary, rest)
ON CONFLICT (page_id) DO UPDATE SET heading = excluded.heading, words = excluded.words
"""
# Without stems: what somebody has typed so far is no word yet.
BEGINNING = """
SELECT page_id FROM site_search_beginnings WHERE heading @@ to_tsquery('simple', %s)
"""
ADD_BEGINNINGS = """
INSERT INTO site_search_beginnings (page_id, heading)
SELECT page, to_tsvector('simple', heading)
FROM unnest(%s::bigint[], %s::text[]) AS t(page, heading)
ON CONFLICT (page_id) DO UPDATE SET heading = excluded.heading
"""


class Index(PageIndexMixin, PostgresIndex):
    key = "page_id"

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Let the length of titles weigh nothing in the admin.

        Wagtail reads all titles whenever a page is saved, and writes to rows that others have just
        added: two who save at once wait for each other, and PostgreSQL refuses one of them.
        """

    def keep(self, pages: Mapping[int, Texts]) -> None:
        """Write what the pages say, by their keys."""
        parts = ("heading", "summary", "rest")
        columns = [
            list(pages),
            *([getattr(says, part) for says in pages.values()] for part in parts),
        ]
        with connection.cursor() as cursor:
            cursor.execute(ADD, columns)
            cursor.execute(ADD_BEGINNINGS, columns[:2])


class SearchBackend(LookupMixin, PostgresSearchBackend):
    index_class = Index

    def hits(self, query: Query, pages: QuerySet) -> list[Hit]:
        """Return which of the pages fit, the best first."""
        terms = [
            "(" + " || ".join(["phraseto_tsquery('english', %s)"] * len(term)) + ")"
            for term in query.terms
        ]
        alternatives = [name for term in query.terms for name in term]
        within, parameters = pages.order_by().values("pk").query.sql_with_params()
        statement = (FIND_SOME if query.is_loose else FIND).format(
            asked=ASKED.format(all=" && ".join(terms), any=" || ".join(terms)),
            pages=within,
            rank=RANK,
            many=MANY,
            at_most=AT_MOST,
        )
        one_part = [*alternatives, *alternatives, *parameters]
        with connection.cursor() as cursor:
            cursor.execute(statement, one_part if query.is_loose else one_part * 2)
            return [Hit(*row) for row in cursor.fetchall()]

    def beginning(self, words: Sequence[str], rows: QuerySet) -> QuerySet:
        """Return those rows of pages in whose headings words begin so, all of them."""
        asked = " & ".join("'{}':*".format(word.replace("'", "''")) for word in words)
        return rows.filter(pk__in=RawSQL(BEGINNING, [asked]))  # noqa: S611 - the text is ours
