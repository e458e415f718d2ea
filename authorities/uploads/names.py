"""Names of files as people gave them, safe for headers, archives and file systems."""

import re
import unicodedata

LONGEST = 120
LONGEST_BYTES = 200
LONGEST_ENDING = 10

# What means something to a shell, a header, a path or Windows.
UNSAFE = re.compile(r'[<>:"/\\|?*;%\x00-\x1f\x7f]+')
# Windows opens devices by these, whatever ending follows.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
# Without them Persian, Hindi and others are spelled wrongly.
JOINERS = "\u200c\u200d"


def safe_name(name: str) -> str:
    """Return the last part of the name: its letters and its ending's case as they are, in NFC.

    Nothing is left that does not show, turns the direction of reading, or leads elsewhere.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(filter(None, map(_shown, last)))
    cleaned = re.sub(r"\s+", " ", UNSAFE.sub("_", shown)).strip(" ._-" + JOINERS)
    stem, dot, ending = cleaned.rpartition(".")
    if not dot:
        stem, ending = ("file", cleaned) if last.strip("?*").startswith(".") else (cleaned, "bin")
    ending = re.sub(r"\W+", "", ending)[:LONGEST_ENDING] or "bin"
    stem = stem.rstrip(" ._") or "file"
    if DEVICES.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{_cut(stem, len(ending) + 1)}.{ending}"


def ending_of(name: str) -> str:
    """Return the name's ending in small letters, with its dot; empty without one."""
    _stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot else ""


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if category.startswith("C") and letter not in JOINERS:
        return "\0" if category == "Cc" else ""
    return " " if category.startswith("Z") else letter


def _cut(stem: str, taken: int) -> str:
    """Return as much of the stem as leaves room for so many letters more."""
    stem = stem[: LONGEST - taken]
    while len(stem.encode()) > LONGEST_BYTES - taken:
        stem = stem[:-1]
    return stem.rstrip(" .")
