"""Work on many things of which one may fail."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")


def in_batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield the things in lists of so many, without ever holding more of them."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def map_isolated(
    things: Iterable[Thing],
    do: Callable[[Thing], Answer],
    *,
    job: str,
    key: Callable[[Thing], object],
) -> Iterator[Answer]:
    """Yield what `do` answers of each thing.

    One that fails is logged by its key and left for the next time; the others are done.
    """
    for thing in things:
        try:
            answer = do(thing)
        except Exception:
            log.exception("left_for_the_next_time", job=job, key=key(thing))
        else:
            yield answer


def for_each_isolated(
    things: Iterable[Thing],
    do: Callable[[Thing], int],
    *,
    job: str,
    key: Callable[[Thing], object],
) -> int:
    """Do something with each, and return the sum of what that returned; see `map_isolated`."""
    return sum(map_isolated(things, do, job=job, key=key))


def by_pk(thing) -> object:
    """Return the key of a row, by which a failure is found again."""
    return thing.pk
