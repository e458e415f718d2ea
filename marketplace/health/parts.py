"""Each part of the installation, asked now: whether it answers, and how long that took.

What is said is read by anybody who can reach the server: no address, no name, no error's text.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import structlog
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from authorities.uploads import scanner
from marketplace.health.clock import FAR, behind_database
from marketplace.health.restore_mark import is_restoring
from marketplace.health.waiting import LIMIT, Trouble, ask_cache, in_time
from marketplace.worker_state import worker_state
from search.index.catch_up import is_answering
from search.index.reindexing import under_way

log = structlog.get_logger(__name__)

# In bytes: below it, uploads are refused soon.
LITTLE_SPACE = 500 * 1024 * 1024


class Status(StrEnum):
    """How a part is: well, missed while the rest goes on without it, or missed by every page."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True)
class Part:
    """One part: how it is, what there is to say of it, and the milliseconds that it took."""

    name: str
    status: Status
    said: str
    milliseconds: float


def ask_parts() -> list[Part]:
    """Return every part of this installation."""
    return [_ask(*question) for question in _questions()]


def overall(parts: list[Part]) -> Status:
    """Return how the installation is: as its worst part."""
    order = list(Status)
    return max((part.status for part in parts), key=order.index, default=Status.OK)


Question = Callable[[], str | None]


def _questions() -> Iterator[tuple[str, Question, Status]]:
    """Yield each part's name, its question, and how the installation is without it."""
    yield "database", _database, Status.FAILED
    yield "restore", _restore, Status.FAILED
    yield "migrations", _migrations, Status.FAILED
    yield "cache", _cache, Status.DEGRADED
    yield "files", _files, Status.DEGRADED
    yield "worker", _worker, Status.DEGRADED
    yield "search engine", lambda: in_time("search engine", _engine), Status.DEGRADED
    yield "clock", _clock, Status.DEGRADED
    yield "search index", _index, Status.OK
    if scanner.is_set():
        yield "virus scanner", _scanner, Status.DEGRADED


def _ask(name: str, question: Question, without: Status) -> Part:
    begun = time.monotonic()
    try:
        said, status = question() or "", Status.OK
    except Trouble as trouble:
        said, status = str(trouble), without
    except Exception as error:
        log.warning("part_failed", part=name, error=type(error).__name__)
        said, status = "does not answer", without
    return Part(name, status, said, round(1000 * (time.monotonic() - begun), 1))


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _restore() -> None:
    if is_restoring():
        raise Trouble("is under way, or was stopped half-way")


_migrated = threading.Event()


def _migrations() -> None:
    """Ask until all are there: an older version beside this one takes none back."""
    if _migrated.is_set():
        return
    if missing := missing_migrations():
        raise Trouble(f"{missing} missing")
    _migrated.set()


def missing_migrations() -> int:
    """Return how many migrations of this version the database has still to get."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _cache() -> None:
    if isinstance(caches["default"], DatabaseCache):
        # Written with every probe, a row would keep SQLite's other writers waiting.
        caches["default"].get("health")
        return

    def round_trip() -> str | None:
        caches["default"].set("health", "ok", timeout=60)
        return caches["default"].get("health")

    if ask_cache(round_trip) != "ok":
        raise Trouble("does not answer")


def _files() -> str | None:
    folders = {Path(settings.MEDIA_ROOT), Path(str(settings.PRIVATE_MEDIA_ROOT))}
    for folder in folders:
        there = folder
        while not there.exists():
            there = there.parent
        if not os.access(there, os.W_OK):
            raise Trouble("cannot be written")
        if shutil.disk_usage(there).free < LITTLE_SPACE:
            raise Trouble("the disk is nearly full")
    return None


def _worker() -> str | None:
    now = timezone.now()
    worker = worker_state(now)
    if worker.is_silent(now):
        raise Trouble("is not running")
    if worker.is_late(now):
        raise Trouble("is behind")
    return None


def _engine() -> str | None:
    answers = is_answering()
    if answers is None:
        return "the database searches"
    if not answers:
        raise Trouble("does not answer")
    return None


def _clock() -> None:
    apart = behind_database()
    if apart is not None and abs(apart) > FAR:
        raise Trouble(f"{abs(apart):.0f} seconds from the database's")


def _index() -> str | None:
    run = under_way()
    return f"being filled: {run.done} of {run.total}" if run else None


def _scanner() -> None:
    scanner.scan([b""], seconds=LIMIT)
