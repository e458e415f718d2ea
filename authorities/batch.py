"""Work on many things of which one may fail."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)

Thing = TypeVar("Thing")


def for_each_isolated(
    things: Iterable[Thing], do: Callable[[Thing], int], *, job: str, key: Callable[[Thing], int]
) -> int:
    """Do something with each, and return the sum of what that returned.

    One that fails is logged by its key and left for the next time; the others are done.
    """
    done = 0
    for thing in things:
        try:
            done += do(thing)
        except Exception:
            log.exception("left_for_the_next_time", job=job, key=key(thing))
    return done
