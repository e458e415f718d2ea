"""Indexes of a search engine that nobody else has, taken away at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from elasticsearch.helpers import parallel_bulk, scan
from wagtail.search.backends import get_search_backends

from challenges.models import ChallengePage, ProgrammePage
from search.index.circuit_breaker import breaker


@contextmanager
def own_indexes() -> Iterator[None]:
    """Make the engine's indexes, empty, and delete them at the end; a database needs none."""
    engines = _engines()
    if engines:
        call_command("update_index", verbosity=0)
    try:
        yield
    finally:
        for engine in engines:
            indices = engine.es.options(request_timeout=60).indices
            for name in indices.get(index=f"{engine.index_prefix}*"):
                indices.delete(index=name)


def copy_documents(stride: int, copies: int) -> None:
    """Tell the engine of copies of every programme and challenge: the same, but for the key."""
    for engine in _engines():
        engine.refresh_indexes()
        index = engine.get_index_for_model(ChallengePage).name
        kinds = {
            engine.mapping_class(model).get_content_type()
            for model in (ProgrammePage, ChallengePage)
        }
        originals = [
            found["_source"]
            for found in scan(engine.es.options(request_timeout=60), index=index)
            if kinds.intersection(found["_source"]["_django_content_type"])
        ]
        documents = (
            {**document, "_index": index, "_id": key, "pk": key}
            for number in range(1, copies + 1)
            for document in originals
            for key in [str(int(document["pk"]) + number * stride)]
        )
        told = parallel_bulk(engine.es.options(request_timeout=60), documents, 2, 200)
        for _is_told, _what in told:
            pass


def let_be_found() -> None:
    """Let everything that was indexed be found at once, and not a second later."""
    for engine in _engines():
        engine.refresh_indexes()


def check_engine() -> None:
    """Raise `RuntimeError` where the engine failed, and the database answered in its place."""
    if breaker.failures:
        breaker.reset()
        raise RuntimeError("The search engine failed, and the database answered in its place.")


def searched_by() -> str:
    """Return what answers a search."""
    return "Elasticsearch" if _engines() else "the database"


def _engines() -> list:
    return [backend for backend in get_search_backends() if hasattr(backend, "es")]
