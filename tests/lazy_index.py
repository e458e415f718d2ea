"""Indexing that waits until somebody looks: most tests save pages, and search for nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context

from django.db import connection
from django_tasks.backends.immediate import ImmediateBackend

DEFERRED = (
    "modelsearch.tasks.insert_or_update_object_task",
    "wagtail.tasks.update_reference_index_task",
)
LOOKS = re.compile(r"indexentry|site_search_|referenceindex", re.IGNORECASE)

# What was saved since somebody looked last, each once; None where nothing waits.
_waiting: dict[tuple, tuple] | None = None


class LazyBackend(ImmediateBackend):
    """Does every task at once, but for the indexing of what is not looked for yet."""

    def enqueue(self, task, args, kwargs):
        """Do it, or note it."""
        if _waiting is None or task.module_path not in DEFERRED:
            return super().enqueue(task, args, kwargs)
        _waiting[(task.module_path, *args)] = (task, args, kwargs)
        return None


@contextmanager
def index_when_looked_at() -> Iterator[None]:
    """Let indexing wait for the first statement that names a table of an index."""
    global _waiting
    _waiting = {}
    try:
        with connection.execute_wrapper(_index_first):
            yield
    finally:
        _waiting = None


def index_now() -> None:
    """Index what waits: before something is tried that is undone."""
    if _waiting:
        # As a worker would: for no person, and no part of what is counted or noted meanwhile.
        is_counted, connection.force_debug_cursor = connection.force_debug_cursor, False
        try:
            Context().run(_index)
        finally:
            connection.force_debug_cursor = is_counted


def _index_first(execute, sql, params, many, context):
    if LOOKS.search(sql):
        index_now()
    return execute(sql, params, many, context)


def _index() -> None:
    global _waiting
    waiting, _waiting = _waiting or {}, None
    try:
        for task, args, kwargs in waiting.values():
            task.enqueue(*args, **kwargs)
    finally:
        _waiting = {}
