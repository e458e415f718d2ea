"""All vectors in one file that the processes of a machine share: what is nearest, exactly.

The file is mapped, so a process has none of it for itself. Whoever searches first after a change
writes the change into it; rows of pages that are gone stay until it is made anew, and no search
shows a page that the database does not.
"""

import fcntl
import hashlib
import mmap
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection

from search.meaning import vectors
from search.meaning.encoders import DIMENSIONS, Encoder

# At the beginning: what is seen so far, and how many rows there are.
HEAD = np.dtype([("mark", "<i8"), ("count", "<i8")])
ROW = np.dtype([("key", "<i8"), ("vector", "i1", DIMENSIONS)])
ROOM = 1024
# So many rows are reckoned with at once: as numbers with a point they fit a processor's cache.
AT_ONCE = 256
NOT_OPEN = -1


def matrix_of(encoder: Encoder) -> "Matrix":
    """Return the vectors of the encoder and the default database."""
    at = "\n".join(str(connection.settings_dict.get(key)) for key in ("HOST", "PORT", "NAME"))
    name = hashlib.sha256(f"{at}\n{encoder.name}\n{ROW}".encode()).hexdigest()[:16]
    path = Path(settings.MEANING_ROOT) / f"pages-{name}.bin"
    return _opened.setdefault(path, Matrix(path, encoder))


_opened: dict[Path, "Matrix"] = {}


class Matrix:
    """The vectors of one encoder and one database, as this process sees them."""

    def __init__(self, path: Path, encoder: Encoder) -> None:
        self.path, self._encoder = path, encoder
        self._file = NOT_OPEN
        self._map: Any = None
        self._lock = threading.Lock()

    def near(self, vector: np.ndarray, floor: float) -> dict[int, float]:
        """Return how near all pages are that are no farther than the floor, the nearest first.

        One query.
        """
        with self._lock:
            self._catch_up()
            rows = self._rows
        cosines = self._cosines(rows["vector"], vector)
        places = np.flatnonzero(cosines >= floor)
        places = places[np.argsort(-cosines[places], kind="stable")]
        return dict(zip(rows["key"][places].tolist(), cosines[places].tolist(), strict=True))

    @staticmethod
    def _cosines(found: np.ndarray, vector: np.ndarray) -> np.ndarray:
        asked = vector.astype(np.float32) / vectors.SCALE
        near = np.empty(len(found), np.float32)
        part = np.empty((AT_ONCE, DIMENSIONS), np.float32)
        for start in range(0, len(found), AT_ONCE):
            some = found[start : start + AT_ONCE]
            part[: len(some)] = some
            np.dot(part[: len(some)], asked, out=near[start : start + len(some)])
        return near

    def make_anew(self) -> None:
        """Write the file from the database, beside the one that is read meanwhile."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file, half = tempfile.mkstemp(dir=self.path.parent)
        try:
            os.ftruncate(file, HEAD.itemsize + ROOM * ROW.itemsize)
            self._open(file)
            self._read()
            os.replace(half, self.path)
        finally:
            Path(half).unlink(missing_ok=True)

    def _catch_up(self) -> None:
        """Write into the file what changed since the last time."""
        if self._is_current():
            self._read()
        elif not self.path.exists():
            self.make_anew()
        else:
            self._open(os.open(self.path, os.O_RDWR))
            if vectors.horizon() < self._head["mark"]:
                # Another database has the name now.
                self.make_anew()
            self._read()

    def _read(self) -> None:
        seen = 0
        for keys, found, below in vectors.read_since(self._encoder, int(self._head["mark"])):
            with self._alone():
                self._put(keys, found)
            seen = below
        if seen:
            with self._alone():
                self._head["mark"] = max(seen, int(self._head["mark"]))

    def _put(self, keys: np.ndarray, found: np.ndarray) -> None:
        """Write the rows of these pages over, or add them. Nobody else writes meanwhile."""
        known = self._rows["key"]
        order = np.argsort(known)
        places = np.searchsorted(known, keys, sorter=order)
        there = np.zeros(len(keys), bool)
        if len(known):
            places = order[np.minimum(places, len(known) - 1)]
            there = known[places] == keys
            self._rows["vector"][places[there]] = found[there]
        new = int((~there).sum())
        count = len(known) + new
        if count > self._room:
            os.ftruncate(self._file, HEAD.itemsize + 2 * count * ROW.itemsize)
            self._map_whole()
        added = np.ndarray(new, ROW, self._map, HEAD.itemsize + len(known) * ROW.itemsize)
        added["key"], added["vector"] = keys[~there], found[~there]
        # Last, so that no row is read before it is whole.
        self._head["count"] = count

    @property
    def _head(self) -> np.ndarray:
        return np.ndarray(1, HEAD, self._map)[0]

    @property
    def _rows(self) -> np.ndarray:
        if self._head["count"] > self._room:
            self._map_whole()
        return np.ndarray(int(self._head["count"]), ROW, self._map, HEAD.itemsize)

    @property
    def _room(self) -> int:
        return (len(self._map) - HEAD.itemsize) // ROW.itemsize

    def _is_current(self) -> bool:
        """Return whether the file that is open is the one that has the name."""
        try:
            return self._file != NOT_OPEN and os.path.samestat(
                os.stat(self.path), os.fstat(self._file)
            )
        except FileNotFoundError:
            return False

    def _open(self, file: int) -> None:
        if self._file != NOT_OPEN:
            os.close(self._file)
        self._file = file
        self._map_whole()

    def _map_whole(self) -> None:
        # What was mapped before goes with the last array that shows it.
        self._map = mmap.mmap(self._file, 0)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
