"""Elasticsearch, for as long as it answers; else the database answers in its place.

Named in the settings as the default search backend where `ELASTICSEARCH_URL` is set, beside one
called "database", which every change reaches too. So a search is answered whatever becomes of the
engine, and what it missed is indexed once it is back (`search.catching_up`).
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from elastic_transport import TransportError
from elasticsearch import ApiError
from modelsearch.backends import get_search_backend
from modelsearch.backends.elasticsearch8 import (
    Elasticsearch8AutocompleteQueryCompiler,
    Elasticsearch8Index,
    Elasticsearch8SearchBackend,
    Elasticsearch8SearchResults,
)

from search.breaker import breaker
from search.models import MissedUpdate

FAULTS = (ApiError, TransportError)
# A rebuild may wait for so many seconds; a request waits for the backend's `TIMEOUT`.
PATIENCE = 60


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


class SearchBackend(Elasticsearch8SearchBackend):
    index_class = Index
    results_class = Results

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


def note_missed(obj: Model) -> None:
    """Remember that the engine has still to hear of this object."""
    MissedUpdate.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(obj), object_id=str(obj.pk)
    )


def _tell(change: Callable[[], None]) -> bool:
    """Return whether the engine took the change."""

    def changed() -> bool:
        change()
        return True

    return bool(ask(changed))
