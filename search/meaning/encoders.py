"""The encoder that the settings name: from texts to vectors that are near where meanings are."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    import numpy as np

log = structlog.get_logger(__name__)

DIMENSIONS = 512


class Encoder(Protocol):
    """What `SENTENCE_ENCODER` names: a class without parameters."""

    # Says which vectors can be compared: another model or version has another name.
    name: str
    # Below this cosine, a text has nothing to do with what somebody typed. Where some page has its
    # words it is no nonsense, and what is farther may be meant: down to `floor_beside_words`.
    floor: float
    floor_beside_words: float
    # From this cosine on, a page is what somebody means, whatever its words.
    close: float
    # The same between two briefs, which have more in common than a brief and a few words.
    alike: float

    def encode(self, texts: Sequence[str]) -> "np.ndarray":
        """Return a unit vector for each text: float32, [n, 512]. Any text is taken."""


def encoder() -> Encoder | None:
    """Return the encoder, or `None` where the search goes by words alone."""
    return _made(settings.SENTENCE_ENCODER) if settings.SENTENCE_ENCODER else None


@lru_cache(maxsize=1)
def _made(path: str) -> Encoder | None:
    try:
        return import_string(path)()
    except Exception as fault:
        # Nobody is kept from publishing or searching by what only helps to find more.
        log.error("sentence_encoder_cannot_be_used", path=path, fault=repr(fault))
        return None


def digest_of(encoder: Encoder, text: str) -> str:
    """Return what stands for a text as this encoder has it."""
    return hashlib.sha256(f"{encoder.name}\n{text}".encode()).hexdigest()[:32]
