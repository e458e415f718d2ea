"""The version of each table, as cached pages know it: it ends with the commit of what changes it.

A page notes the tables that it reads while it is made, and is true while their versions last. One
more version, of all together, ends with each of them: while it lasts nothing else is asked.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event, Lock, Thread
from time import sleep
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.cache import BaseCache, caches
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.backends.utils import CursorWrapper

from authorities.caching.tables import EVERYTHING, read_by, shown_tables, written_by

log = structlog.get_logger(__name__)

# The last in their order: a full table is emptied from the front.
KEY = "pages_version"

BETWEEN_TRIES = 1.0  # in seconds
_owed, _starting = Event(), Lock()
_read: ContextVar[set[str] | None] = ContextVar("tables_read", default=None)
_changes: ContextVar[list[bool] | None] = ContextVar("changes", default=None)


def pages() -> BaseCache:
    """Return the cache in which the versions and the pages are."""
    return caches["pages"]


def current() -> str:
    """Return the version of all tables together; where the last has ended, a new one begins."""
    return _begun([KEY])[KEY]


def of_tables(tables: Iterable[str]) -> dict[str, str]:
    """Return the version of each table; where the last has ended, a new one begins."""
    names = {_key(table): table for table in tables}
    return {names[key]: version for key, version in _begun(names).items()}


def of_all_tables() -> dict[str, str]:
    """Return the version of every table of which a page for everybody can show something."""
    return of_tables({EVERYTHING, *shown_tables()})


def are_as_before(before: dict[str, str]) -> bool:
    """Return whether none of these versions has ended; one that was evicted counts as ended."""
    now = pages().get_many([_key(table) for table in before])
    return all(now.get(_key(table)) == version for table, version in before.items())


def end(*tables: str) -> None:
    """End the version of these tables: no page that showed something of them is shown again."""
    try:
        pages().delete_many([*map(_key, tables), KEY])
    except Exception as error:
        # The change stands all the same; without the cache nobody is shown what it keeps.
        log.error("cached_pages_not_ended", error=str(error))
        end_later()


def end_later() -> None:
    """End everything as soon as the cache answers; until then this process uses none of it.

    While the cache is away nobody can tell it of a change: what it has when it comes back is old.
    """
    with _starting:
        if not is_owed():
            _owed.set()
            Thread(target=_end_until_done, name="page_cache", daemon=True).start()


def is_owed() -> bool:
    """Return whether the cache may have pages that should have ended."""
    return _owed.is_set()


def _end_until_done() -> None:
    while True:
        sleep(BETWEEN_TRIES)
        try:
            pages().delete_many([_key(EVERYTHING), KEY])
        except Exception:  # noqa: S112  # the first one was logged
            continue
        _owed.clear()
        return


@contextmanager
def track_reads() -> Iterator[set[str]]:
    """Give a set that holds, at the end, every table that was read meanwhile.

    What was read before, by who tracks around this one, counts too: it can be used meanwhile.
    """
    read = {EVERYTHING, *(_read.get() or ())}
    token = _read.set(read)
    try:
        yield read
    finally:
        _read.reset(token)
        note_read(read)


def note_read(tables: Iterable[str]) -> None:
    """Note that these tables were read, by whoever made what is used now."""
    if (read := _read.get()) is not None:
        read.update(tables)


@contextmanager
def track_changes() -> Iterator[list[bool]]:
    """Give a list that is no longer empty once a change of what pages show is under way."""
    changes: list[bool] = []
    token = _changes.set(changes)
    try:
        yield changes
    finally:
        _changes.reset(token)


def watch() -> None:
    """Watch every connection to a database from now on."""
    connection_created.connect(_watch_connection, dispatch_uid="page_cache_versions")


def _key(table: str) -> str:
    return f"{KEY}:{table}"


def _begun(keys: Iterable[str]) -> dict[str, str]:
    """Return what stands under each key, and under those without anything what begins now."""
    found = pages().get_many(keys)
    for key in keys:
        if key not in found:
            new = uuid4().hex
            # Somebody else can have begun it in this moment.
            found[key] = new if pages().add(key, new, timeout=None) else pages().get(key) or new
    return found


def _watch_connection(connection: BaseDatabaseWrapper, **kwargs) -> None:
    if _note not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note)


def _note(execute, sql, params, many, context):
    """Run the statement; note what it reads, and end with the commit the versions it changes."""
    result = execute(sql, params, many, context)
    if settings.PAGE_CACHE:
        if (read := _read.get()) is not None:
            read |= read_by(str(sql))
        if (written := written_by(str(sql))) and _has_written(str(sql), context["cursor"]):
            if (changes := _changes.get()) is not None:
                changes.append(True)
            _end_after_commit(context["connection"], written)
    return result


def _has_written(sql: str, cursor: CursorWrapper) -> bool:
    # SQLite counts what a statement returns only once it is read.
    return cursor.rowcount != 0 or "RETURNING" in sql


class Ending:
    """Ends the versions of the tables that one transaction has written to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self) -> None:
        """End them all at once."""
        end(*self.tables)


def _end_after_commit(connection: BaseDatabaseWrapper, tables: frozenset[str]) -> None:
    """End these once, however much the transaction writes; never if it is rolled back."""
    # Rolled back with any of these savepoints, as that is; None stands for a block without one.
    savepoints = {*connection.savepoint_ids, None}
    for waiting in connection.run_on_commit:
        if isinstance(waiting[1], Ending) and waiting[0] <= savepoints:
            waiting[1].tables |= tables
            return
    ending = Ending()
    ending.tables |= tables
    connection.on_commit(ending)
