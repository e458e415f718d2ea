"""Elasticsearch as a search engine, for as long as it answers; else the database answers.

Named in the settings as the default search backend where `ELASTICSEARCH_URL` is set, beside one
called "database", which every change reaches too. So a search is answered whatever becomes of the
engine, and what it missed is indexed once it is back (`search.index.catch_up`).
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from elastic_transport import TransportError
from elasticsearch import ApiError, NotFoundError
from modelsearch.backends import get_search_backend
from modelsearch.backends.elasticsearch8 import (
    Elasticsearch8AutocompleteQueryCompiler,
    Elasticsearch8Index,
    Elasticsearch8Mapping,
    Elasticsearch8SearchBackend,
    Elasticsearch8SearchResults,
)
from modelsearch.backends.elasticsearchbase import ElasticsearchAtomicIndexRebuilder
from modelsearch.query import MATCH_ALL
from wagtail.models import Page

from authorities.narrowing.statements import narrow_queryset
from search.index.circuit_breaker import breaker
from search.index.reindexing import note_missed
from search.page_text import texts_of
from search.query.hits import AT_MOST, Hit
from search.query.lookup import LookupMixin
from search.query.parsing import Query
from search.words import indexed_as

FAULTS = (ApiError, TransportError)
# A rebuild may wait for so many seconds; a request waits for the backend's `TIMEOUT`.
PATIENCE = 60


# What `look_up` asks of a page: its heading, that and the summary, and all that it says.
WEIGHTS = {"page_heading": 4, "page_lead": 2, "page_words": 1}
# More than any fit can be reckoned at, so that a tier weighs more than the fit.
A_TIER = 10_000


class Mapping(Elasticsearch8Mapping):
    """Adds to each page's document its texts, in English, for `look_up`."""

    def get_mapping(self) -> dict:
        """Return the fields of a document."""
        mapping = super().get_mapping()
        if issubclass(self.model, Page):
            for name in WEIGHTS:
                mapping["properties"][name] = {"type": "text", "analyzer": "english"}
        return mapping

    def get_document(self, obj: Model) -> dict:
        """Return a page as the engine is told of it."""
        document = super().get_document(obj)
        if isinstance(obj, Page):
            texts = texts_of(obj).indexed()
            document |= {
                "page_heading": texts.heading,
                "page_lead": texts.lead,
                "page_words": texts.whole,
            }
        return document


class Index(Elasticsearch8Index):
    """Has patience with what a rebuild does, and little with one change, which is a request's."""

    def __init__(self, backend: "SearchBackend", name: str) -> None:
        super().__init__(backend, name)
        self.es = backend.es.options(request_timeout=PATIENCE)

    def add_item(self, item: Model) -> None:
        """Put one document into the index."""
        self.es = self.backend.es
        super().add_item(item)

    def delete_item(self, item: Model) -> None:
        """Take one document out of it."""
        self.es = self.backend.es
        super().delete_item(item)


class Rebuilder(ElasticsearchAtomicIndexRebuilder):
    """Fills a new index beside the old one, and moves the alias in one step.

    Wagtail's adds the new index to the alias before it takes the old one away. In between a search
    finds everything twice, and a write is refused: it could be meant for either.
    """

    def finish(self) -> None:
        """Let the alias lead to the new index alone, and delete what it led to before."""
        self.index.refresh()
        name = self.alias.name
        before = [old.name for old in self.alias.aliased_indices()] if self.alias.is_alias() else []
        # An index of the alias's own name stands where a write came before any filling.
        if not before and self.index.es.indices.exists(index=name):
            before = [name]
        actions: list[dict] = [{"remove_index": {"index": old}} for old in before]
        actions.append({"add": {"index": self.index.name, "alias": name}})
        self.index.es.indices.update_aliases(actions=actions)


class Results(Elasticsearch8SearchResults):
    """What the engine finds. Where it fails or finds nothing, what the database finds.

    An engine that was emptied finds nothing either, so nobody is told that there is nothing before
    the database has looked too.
    """

    def _do_search(self) -> list:
        return (
            ask(lambda: list(super(Results, self)._do_search())) or self._from_database().results()
        )

    def _do_count(self) -> int:
        return ask(super()._do_count) or self._from_database().count()

    def _from_database(self):
        compiler = self.query_compiler
        database = get_search_backend("database")
        is_autocomplete = isinstance(compiler, Elasticsearch8AutocompleteQueryCompiler)
        find = database.autocomplete if is_autocomplete else database.search
        found = find(
            compiler.query,
            compiler.queryset,
            fields=compiler.fields,
            order_by_relevance=compiler.order_by_relevance,
        )
        found.start, found.stop = self.start, self.stop
        found._score_field = self._score_field
        return found


class SearchBackend(LookupMixin, Elasticsearch8SearchBackend):
    mapping_class = Mapping
    index_class = Index
    atomic_rebuilder_class = Rebuilder
    results_class = Results

    def hits(self, query: Query, pages: QuerySet) -> list[Hit]:
        """Return which of the pages fit, the best first; where it fails, the database's answer."""
        return ask(lambda: self._ask_for_hits(query, pages)) or get_search_backend("database").hits(
            query, pages
        )

    def _ask_for_hits(self, query: Query, pages: QuerySet) -> list[Hit]:
        filters = self.query_compiler_class(pages.order_by(), MATCH_ALL).get_filters()
        asked = {"filter": [*filters, _has(query, "page_words")], "should": _fit(query)}
        if not query.is_loose:
            asked["should"] += [
                {"constant_score": {"filter": _has(query, name), "boost": A_TIER}}
                for name in ("page_heading", "page_lead")
            ]
        answer = self.es.search(
            index=self.get_index_for_model(pages.model).name,
            query={"bool": asked},
            sort=["_score", {"pk": "desc"}],
            size=AT_MOST,
            source=False,
            docvalue_fields=["pk"],
            stored_fields="_none_",
            track_scores=True,
            track_total_hits=False,
            filter_path="hits.hits.fields.pk,hits.hits._score",
        )
        lowest = 0 if query.is_loose else 1
        return [
            Hit(int(found["fields"]["pk"][0]), lowest + int(above), fit)
            for found in answer.get("hits", {}).get("hits", [])
            for above, fit in [divmod(found["_score"], A_TIER)]
        ]

    def _search(self, query_compiler_class: type, query: Any, rows: QuerySet, **how: Any):
        """Tell the engine, which makes no SQL, whose rows are asked for."""
        return super()._search(query_compiler_class, query, narrow_queryset(rows), **how)

    def beginning(self, words: Sequence[str], rows: QuerySet) -> QuerySet:
        """Return those rows of pages in whose headings words begin so, all of them.

        The database answers: it knows the rows, in any order, and nobody waits for two servers.
        """
        return get_search_backend("database").beginning(words, rows)

    def add(self, obj: Model) -> None:
        """Index one object, or remember that the engine has still to hear of it."""
        if not _tell(lambda: super(SearchBackend, self).add(obj)):
            note_missed(obj)

    def delete(self, obj: Model) -> None:
        """Take one object out of the index, or remember that the engine has still to."""
        if not _tell(lambda: super(SearchBackend, self).delete(obj)):
            note_missed(obj)


def ask(question: Callable[[], Any]) -> Any:
    """Return the engine's answer, or `None` where it is not asked or does not answer."""
    if not breaker.may_ask():
        return None
    try:
        answer = question()
    except FAULTS as fault:
        breaker.failed(fault)
        return None
    breaker.worked()
    return answer


def _tell(change: Callable[[], None]) -> bool:
    """Return whether the engine took the change."""

    def changed() -> bool:
        try:
            change()
        except NotFoundError:
            change()  # the alias was moved while it was on its way
        return True

    return bool(ask(changed))


def _has(query: Query, name: str) -> dict:
    """Return the filter for what has the terms in this field."""
    terms = [
        {"bool": {"should": [{"match_phrase": {name: indexed_as(phrase)}} for phrase in term]}}
        for term in query.terms
    ]
    return {"bool": {"should" if query.is_loose else "must": terms}}


def _fit(query: Query) -> list[dict]:
    """Return what makes a page fit better: the terms in weightier places, and near each other."""
    fits = [
        {"match_phrase": {name: {"query": indexed_as(phrase), "boost": boost}}}
        for name, boost in WEIGHTS.items()
        for term in query.terms
        for phrase in term
    ]
    together = " ".join(term[0] for term in query.terms)
    near = {"query": together, "slop": 3, "boost": WEIGHTS["page_heading"]}
    return [*fits, {"match_phrase": {"page_heading": near}}]
