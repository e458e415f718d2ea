"""What a search engine missed, indexed once it answers again; an index that was lost, filled."""

import structlog
from django.contrib.contenttypes.models import ContentType
from modelsearch.backends import get_search_backend
from wagtail import hooks
from wagtail.models import Page, get_page_models
from wagtail.search.models import IndexEntry

from search.index.engines.elasticsearch import FAULTS, SearchBackend, ask
from search.index.reindexing import AlreadyUnderWay, reindex, under_way, write_missed
from search.meaning.nearest import count_known

log = structlog.get_logger(__name__)

AT_ONCE = 500
# An index with less than so much of the pages was emptied, or never filled.
FULL_ENOUGH = 0.9


def catch_up() -> int:
    """Index what an engine missed; fill anew what lacks more than that.

    Returns how many missed changes are made up for. Does nothing while an index is being filled,
    or while the engine does not answer.
    """
    if under_way():
        return 0
    pages = IndexEntry.objects.filter(content_type__in=_page_types()).count()
    _fill_database(pages)
    engine = get_search_backend()
    if isinstance(engine, SearchBackend):
        known = ask(lambda: {"pages": _pages_in(engine)})
        if known is None:
            return 0
        if known["pages"] < FULL_ENOUGH * pages:
            _fill("default", known["pages"], pages)
    return write_missed(AT_ONCE)


def _fill_database(pages: int) -> None:
    """Fill what the database itself looks up, and what other apps keep beside it."""
    name = "database" if isinstance(get_search_backend(), SearchBackend) else "default"
    kept = get_search_backend(name).get_index_for_model(Page).count_kept()
    # An upgrade, or another encoder, knows of no meaning at first.
    meant = count_known()
    known = kept if meant is None else min(kept, meant)
    if known < FULL_ENOUGH * pages:
        _fill(name, known, pages)
    for fill_if_behind in hooks.get_hooks("fill_index"):
        fill_if_behind()


def _fill(name: str, known: int, expected: int) -> None:
    log.warning("search_index_filled_anew", index=name, pages=known, expected=expected)
    try:
        reindex(name)
    except AlreadyUnderWay:
        log.info("search_index_is_being_filled", index=name)


def _pages_in(engine: SearchBackend) -> int:
    """Return how many pages the engine has; 0 where it has no index."""
    name = engine.get_index_for_model(Page).name
    if not engine.es.indices.exists(index=name):
        return 0
    return engine.es.count(index=name)["count"]


def _page_types() -> list[int]:
    return [found.pk for found in ContentType.objects.get_for_models(*get_page_models()).values()]


def is_answering() -> bool | None:
    """Return whether the engine answers now; `None` where there is none."""
    engine = get_search_backend()
    if not isinstance(engine, SearchBackend):
        return None
    try:
        return bool(engine.es.ping())
    except FAULTS:
        return False
