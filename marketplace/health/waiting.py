"""Asking what may hang, for so long as somebody would wait."""

import threading
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache

# In seconds: longer than this nobody waits for one part.
LIMIT = 2.0

Found = TypeVar("Found")
_asking: dict[str, threading.Thread] = {}


class Trouble(Exception):
    """What is said of a part that is not well."""


def in_time(name: str, question: Callable[[], Found]) -> Found:
    """Return the answer of the part of this name.

    Raises `Trouble` after `LIMIT`, and at once while the question before hangs still.
    """
    before = _asking.get(name)
    if before and before.is_alive():
        raise Trouble("does not answer")
    heard: list[Found] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            heard.append(question())
        except Exception as error:
            failed.append(error)

    thread = _asking[name] = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(LIMIT)
    if failed:
        raise failed[0]
    if not heard:
        raise Trouble("does not answer")
    return heard[0]


def ask_cache(question: Callable[[], Found]) -> Found:
    """Return the cache's answer, as `in_time`; that of a table is asked by the connection here."""
    if isinstance(caches["default"], DatabaseCache):
        return question()
    return in_time("cache", question)
