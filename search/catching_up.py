"""What the search engine missed, indexed once it answers again."""

import structlog
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from modelsearch import index
from modelsearch.backends import get_search_backend
from wagtail.models import Page, get_page_models
from wagtail.search.models import IndexEntry

from search.engines.elasticsearch import FAULTS, SearchBackend, ask
from search.models import MissedUpdate

log = structlog.get_logger(__name__)

AT_ONCE = 500
# An index with less than so much of the pages was emptied, or never filled.
FULL_ENOUGH = 0.9


def catch_up() -> int:
    """Index what the engine missed; fill it anew where it lacks more than that.

    Returns how many missed changes it has heard of now. Does nothing where the database searches
    by itself, or while the engine does not answer.
    """
    backend = get_search_backend()
    if not isinstance(backend, SearchBackend):
        return 0
    known = ask(lambda: {"pages": _pages_in(backend)})
    if known is None:
        return 0
    expected = IndexEntry.objects.filter(content_type__in=_page_types()).count()
    if known["pages"] < FULL_ENOUGH * expected:
        log.warning("search_index_filled_anew", pages=known["pages"], expected=expected)
        # What is missed from here on is not forgotten: the new index may lack it.
        missed = list(MissedUpdate.objects.values_list("pk", flat=True))
        call_command("update_index", backend_name="default", verbosity=0)
        return MissedUpdate.objects.filter(pk__in=missed).delete()[0]
    return sum(_index(missed, backend) for missed in MissedUpdate.objects.order_by("pk")[:AT_ONCE])


def _index(missed: MissedUpdate, backend: SearchBackend) -> bool:
    """Tell the engine of one change; return whether it took it."""
    model = missed.content_type.model_class()
    missed.delete()  # a change that is missed again leaves a new one
    if model:
        found = model._base_manager.filter(pk=missed.object_id).first()
        indexed = index.get_indexed_instance(found) if found else None
        if indexed:
            backend.add(indexed)
        else:
            backend.delete(model(pk=missed.object_id))
    return not MissedUpdate.objects.filter(
        content_type=missed.content_type, object_id=missed.object_id
    ).exists()


def _pages_in(backend: SearchBackend) -> int:
    """Return how many pages the engine has; 0 where it has no index."""
    name = backend.get_index_for_model(Page).name
    if not backend.es.indices.exists(index=name):
        return 0
    return backend.es.count(index=name)["count"]


def _page_types() -> list[int]:
    return [found.pk for found in ContentType.objects.get_for_models(*get_page_models()).values()]


def is_answering() -> bool | None:
    """Return whether the engine answers now; `None` where there is none."""
    backend = get_search_backend()
    if not isinstance(backend, SearchBackend):
        return None
    try:
        return bool(backend.es.ping())
    except FAULTS:
        return False
