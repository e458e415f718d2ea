"""Parts of pages that are made once in each process, and used while what they show is as it was.

A fragment notes the tables that a request has read when it is made, as a cached page does, and ends
with them. A cached page that uses it ends with them too.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

import structlog
from django.conf import settings
from django.utils import timezone, translation

from authorities.caching import versions
from authorities.dates import note_expiry, track_expiry

log = structlog.get_logger(__name__)

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)
# Given a horizon, when what was made is no longer true if that is before it.
End = Callable[[datetime], datetime | None]

# In bytes of one process; who was not asked for longest goes first.
MOST = 24 * 1024 * 1024
# What is missed (a server killed between a commit and its word of it) is not shown for longer.
LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True)
class Fragment:
    """What was made, until when it is true, and the version of each table that it was made from."""

    pickled: bytes
    until: datetime
    made_from: dict[str, str]


class Reading:
    """What one request reads: nothing that it changed itself, before that is committed.

    `read` holds the tables that it has read.
    """

    def __init__(self, current: str | None, changes: list[bool], read: set[str]) -> None:
        self._current, self._changes, self.read = current, changes, read
        self._tables: dict[str, str] | None = None

    def tables(self) -> dict[str, str]:
        """Return the version of each table when this was first asked, before anything was read.

        None where the cache does not answer.
        """
        if self._tables is None:
            self._tables = _asked(self._current)
        return self._tables

    def is_usable(self) -> bool:
        """Return whether what is read now is what everybody reads."""
        return not self._changes and bool(self.tables())


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)
_made: OrderedDict[Hashable, Fragment] = OrderedDict()
_size = 0
_lock = Lock()
# The versions of all tables at the last version of all together: while that lasts, so do they.
_last: tuple[str, dict[str, str]] = ("", {})


@contextmanager
def use_fragments(current: str | None = None) -> Iterator[Reading]:
    """Let what is read meanwhile use fragments; `current` is `versions.current()`, if known.

    For what changes nothing: who writes reads anew.
    """
    with versions.track_changes() as changes, versions.track_reads() as read:
        token = _reading.set(reading := Reading(current, changes, read))
        try:
            yield reading
        finally:
            _reading.reset(token)


def remember(key: Hashable, make: Callable[[], Value], end: End | None = None) -> Value:
    """Return what `make` returned, made anew if a table that it read has changed since.

    The value can be pickled: everybody gets a copy of their own. What is said in it about time
    notes its own end; `end` returns when else it is no longer true.
    """
    found = remember_many("one", [key], lambda keys: {key: make()}, end)
    return found[key]


def remember_many(
    kind: str,
    keys: Sequence[Key],
    make: Callable[[list[Key]], dict[Key, Value]],
    end: End | None = None,
) -> dict[Key, Value]:
    """Return what `make` returned for each of the keys, in their order; see `remember`.

    `make` is asked at once for all that have to be made.
    """
    reading = _reading.get()
    if reading is None or not reading.is_usable():
        return make([*keys])
    names = {key: (kind, translation.get_language(), key) for key in keys}
    known = {key: found for key, name in names.items() if (found := _true(name, reading))}
    missing = [key for key in keys if key not in known]
    made = _make(lambda: make(missing), end, reading) if missing else {}
    _keep({names[key]: fragment for key, (_value, fragment) in made.items() if fragment})
    _touch(names[key] for key in known)
    for fragment in known.values():
        versions.note_read(fragment.made_from)
        note_expiry(fragment.until)
    return {
        # Of this process alone.
        key: pickle.loads(known[key].pickled) if key in known else made[key][0]  # noqa: S301
        for key in keys
        if key in known or key in made
    }


def _make(
    make: Callable[[], dict[Key, Value]], end: End | None, reading: Reading
) -> dict[Key, tuple[Value, Fragment | None]]:
    """Return what is made now, each with its fragment if others may use it."""
    with versions.track_reads() as read, track_expiry() as ends:
        values = make()
        latest = timezone.now() + LIFETIME
        until = min([*ends, latest, (end and end(latest)) or latest])
    note_expiry(until)
    if not reading.is_usable():
        return {key: (value, None) for key, value in values.items()}
    made_from = {name: reading.tables()[name] for name in read}
    return {
        # What is not there is asked for again: anybody can ask for any number of such things.
        key: (value, None if value is None else Fragment(pickle.dumps(value), until, made_from))
        for key, value in values.items()
    }


def _true(name: Hashable, reading: Reading) -> Fragment | None:
    """Return what was made under this name, if it is true still."""
    found = _made.get(name)
    if found is None or timezone.now() >= found.until:
        return None
    now_versions = reading.tables()
    is_true = all(now_versions[table] == version for table, version in found.made_from.items())
    return found if is_true else None


def _keep(fragments: dict[Hashable, Fragment]) -> None:
    global _size
    with _lock:
        for name, fragment in fragments.items():
            replaced = _made.pop(name, None)
            _size += len(fragment.pickled) - (len(replaced.pickled) if replaced else 0)
            _made[name] = fragment
        while _size > MOST:
            _name, oldest = _made.popitem(last=False)
            _size -= len(oldest.pickled)


def _touch(names: Iterable[Hashable]) -> None:
    with _lock:
        for name in names:
            if name in _made:
                _made.move_to_end(name)


def _asked(current: str | None) -> dict[str, str]:
    global _last
    if not settings.PAGE_CACHE or versions.is_owed():
        return {}
    try:
        current = current or versions.current()
        if _last[0] != current:
            _last = (current, versions.of_all_tables())
    except Exception as error:
        log.warning("fragments_failed", error=str(error))
        versions.end_later()
        return {}
    return _last[1]
