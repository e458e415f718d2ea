"""PostgreSQL as a search engine: English stems, weights, phrases, with an index of its own.

Wagtail's index is kept beside it, for the admin. It cannot rank many hits in little time, because
a rank is reckoned from all that a page says; this one reckons from headings and summaries, which
lie in the row itself.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from search.index.engines.page_index import PageIndexMixin
from search.page_text import Texts
from search.query.hits import AT_MOST, Hit
from search.query.lookup import LookupMixin
from search.query.parsing import Query
from search.words import indexed_as

# What has all terms in heading and summary is ranked whole, and only then asked whether it may be
# shown: the best are enough. The rest fills up what is left, in no order of its own: a word that
# every page has somewhere would be ranked for as long as there are pages. `OFFSET 0` lets the index
# answer first, because PostgreSQL thinks too little of what it costs to read a page's words.
FIND = """
SELECT page_id, tier, fit FROM (
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
# Each term brings so many of its pages, those that have it in heading or summary first; a page is
# worth its terms, and a term the more the fewer have it.
FIND_SOME = """
SELECT page_id, 0, sum(place * ln(1 + {total} / greatest(1, known))) AS fit FROM (
  {each}
) AS found
WHERE page_id IN ({pages})
GROUP BY page_id ORDER BY fit DESC, page_id DESC LIMIT {at_most}
"""
HAVING = """
  SELECT page_id, place, count(*) OVER () AS known FROM (
    (SELECT page_id, CASE WHEN ts_filter(heading, '{{a}}') @@ term THEN 1.0 ELSE 0.6 END AS place
     FROM site_search_words, (SELECT {term} AS term) AS asked WHERE heading @@ term LIMIT {many})
    UNION ALL
    (SELECT page_id, 0.3 FROM (
       SELECT page_id FROM site_search_words, (SELECT {term} AS term) AS asked
       WHERE words @@ term AND NOT heading @@ term OFFSET 0
     ) AS aside LIMIT {many})
  ) AS of_a_term
"""
TOTAL = "(SELECT greatest(100, reltuples) FROM pg_class WHERE oid = 'site_search_words'::regclass)"
ASKED = "(SELECT {all} AS all_of, {any} AS any_of) AS asked"
RANK = "ts_rank('{0.1, 0.2, 0.4, 1.0}', heading, any_of, 1)"
# So many of each term's pages are ranked where a page need not have all.
MANY = 2 * AT_MOST
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
        marked = [says.indexed() for says in pages.values()]
        columns = [list(pages), *([getattr(says, part) for says in marked] for part in parts)]
        headings = [says.heading for says in pages.values()]
        with connection.cursor() as cursor:
            cursor.execute(ADD, columns)
            cursor.execute(ADD_BEGINNINGS, [list(pages), headings])


class SearchBackend(LookupMixin, PostgresSearchBackend):
    index_class = Index

    def hits(self, query: Query, pages: QuerySet) -> list[Hit]:
        """Return which of the pages fit, the best first."""
        terms = [
            "(" + " || ".join(["phraseto_tsquery('english', %s)"] * len(term)) + ")"
            for term in query.terms
        ]
        alternatives = [[indexed_as(name) for name in term] for term in query.terms]
        within, parameters = pages.order_by().values("pk").query.sql_with_params()
        if query.is_loose:
            each = " UNION ALL ".join(HAVING.format(term=term, many=MANY) for term in terms)
            statement = FIND_SOME.format(total=TOTAL, each=each, pages=within, at_most=AT_MOST)
            asked = [name for names in alternatives for name in names * 2]
            asked += parameters
        else:
            statement = FIND.format(
                asked=ASKED.format(all=" && ".join(terms), any=" || ".join(terms)),
                pages=within,
                rank=RANK,
                at_most=AT_MOST,
            )
            asked = [*chain.from_iterable(alternatives * 2), *parameters] * 2
        with connection.cursor() as cursor:
            cursor.execute(statement, asked)
            return [Hit(*row) for row in cursor.fetchall()]

    def beginning(self, words: Sequence[str], rows: QuerySet) -> QuerySet:
        """Return those rows of pages in whose headings words begin so, all of them."""
        asked = " & ".join("'{}':*".format(word.replace("'", "''")) for word in words)
        return rows.filter(pk__in=RawSQL(BEGINNING, [asked]))  # noqa: S611 - the text is ours
