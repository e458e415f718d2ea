"""Words of everyday speech, and what briefs call the same; `everyday_words.txt` has them.

One way only: who types "fags" finds smoking, and who types "smoking" is shown nothing for "fags".
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from search.words import is_acronym, stems_of

FILE = Path(__file__).with_name("everyday_words.txt")
# So many words a phrase has at most.
LONGEST = 6

Entry = tuple[tuple[str, ...], tuple[str, ...]]


def entries() -> list[Entry]:
    """Return what people say, and what briefs call it, line by line."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    parted = (line.split(">") for line in lines if line.strip() and not line.startswith("#"))
    return [(_parts(said), _parts(meant)) for said, meant in parted]


@cache
def everyday_words() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return what briefs call it by the stems of what people say.

    What stands there in capitals is meant only in capitals: HER is not her.
    """
    meanings: dict[tuple[str, ...], tuple[str, ...]] = {}
    for said, meant in entries():
        for phrase in said:
            key = (phrase,) if is_acronym(phrase) else stems_of(phrase)
            meanings[key] = tuple(dict.fromkeys([*meanings.get(key, ()), *meant]))
    return meanings


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, text.split(",")) if part)
