"""What somebody typed or chose, where one input does not make a form."""

import re
import unicodedata
from collections.abc import Mapping

# All control characters but tab and line ends; lines are parted in several ways, kept in one.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
SPACES = re.compile(r"[\x0b\x0c]")
LINES = re.compile(r"[\x85\u2028\u2029]")

# Every database's largest whole number has more digits.
DIGITS_OF_A_KEY = 18


def clean_characters(text: str) -> str:
    """Return the text in NFC, without characters that no database or document can hold.

    A surrogate that stands alone is none, however it came; a vertical tab or a form feed, as word
    processors write them, becomes a space.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.encode("utf-8", "ignore").decode()
    text = LINES.sub("\n", SPACES.sub(" ", CONTROL.sub("", text)))
    return unicodedata.normalize("NFC", text)


def clean_text(data: Mapping[str, str], name: str, at_most: int) -> str:
    """Return what was typed, cut to so many characters."""
    return data.get(name, "")[:at_most]


def clean_lines(text: str) -> list[str]:
    """Return the lines in which something stands, without the space around it."""
    return [line for found in text.splitlines() if (line := found.strip())]


def clean_key(typed: str) -> int:
    """Return the key that was chosen; 0, which no row has, for anything that is none."""
    return int(typed) if typed.isdecimal() and len(typed) <= DIGITS_OF_A_KEY else 0
