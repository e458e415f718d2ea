"""The door to meaning: what pages mean is written here, and asked for. Shut, it costs nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import structlog
from django.db import DatabaseError
from django.db.models import QuerySet

from search.meaning.encoders import Encoder, encoder

log = structlog.get_logger(__name__)

# So many of what is near are looked up in the database, and more if few of them may be shown.
ROUNDS = (200, 2_000, 10_000)


def nearest(
    text: str, pages: QuerySet, *, at_most: int, has_words: bool = False
) -> dict[int, float]:
    """Return how near to a text the nearest of these pages are, by their keys, the nearest first.

    A cosine; none is below the encoder's floor, which is lower where some page has words of the
    text. Two queries, four where hardly any may be shown. Nothing where meaning is off, or where
    the encoder fails: then the log says so.
    """

    def ask(found: Encoder) -> dict[int, float]:
        floor = found.floor_beside_words if has_words else found.floor
        return _nearest(found, text, pages, at_most, floor)

    return _ask(ask, {}) if text.strip() else {}


def close(cosine: float) -> bool:
    """Return whether what is so near is what somebody meant, whatever its words."""
    found = encoder()
    return found is not None and cosine >= found.close


def alike(near: Mapping[int, float]) -> dict[int, float]:
    """Return what is so near to a whole brief that it speaks of the same."""
    found = encoder()
    return {key: cosine for key, cosine in near.items() if found and cosine >= found.alike}


def write(texts: Mapping[int, Sequence[str]]) -> None:
    """Keep what the texts of pages mean, by the pages' keys.

    Each is encoded once, whoever else indexes it.
    """
    if texts:
        _ask(lambda found: _vectors().write(found, texts), 0)


def forget(keys: Iterable[int]) -> None:
    """Forget what pages mean that are gone."""
    _ask(lambda _found: _vectors().forget(keys), None)


def forget_stale() -> None:
    """Forget what is there no longer, and write anew what the processes share."""
    _ask(lambda found: _vectors().forget_stale() or _matrix(found).make_anew(), None)


def count_known() -> int | None:
    """Return of how many pages the meaning is known; `None` where nobody asks for it."""
    return _ask(lambda found: _vectors().count(found), None)


def _nearest(
    encoder: Encoder, text: str, pages: QuerySet, at_most: int, floor: float
) -> dict[int, float]:
    (vector,) = encoder.encode([text])
    near = _matrix(encoder).near(vector, floor)
    keys = list(near)
    found: dict[int, float] = {}
    begin = 0
    for end in ROUNDS:
        some = keys[begin:end]
        shown = set(pages.order_by().filter(pk__in=some).values_list("pk", flat=True))
        found |= {key: near[key] for key in some if key in shown}
        if len(found) >= at_most or end >= len(keys):
            break
        begin = end
    return dict(list(found.items())[:at_most])


def _ask(question: Callable[[Encoder], Any], otherwise: Any) -> Any:
    """Return the answer of whoever knows meanings, or something else where nobody does."""
    found = encoder()
    if found is None:
        return otherwise
    try:
        return question(found)
    except DatabaseError:
        raise
    except Exception as fault:
        # Words find and pages are published all the same.
        log.error("sentence_encoder_failed", encoder=found.name, fault=repr(fault))
        return otherwise


def _vectors():
    # Where meaning is off, numpy and the encoder take no memory of a process.
    from search.meaning import vectors

    return vectors


def _matrix(encoder: Encoder):
    # As above.
    from search.meaning.matrix import matrix_of

    return matrix_of(encoder)
