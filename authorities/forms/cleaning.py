"""What somebody typed or chose, where one input does not make a form."""

from collections.abc import Mapping

# Every database's largest whole number has more digits.
DIGITS_OF_A_KEY = 18


def clean_text(data: Mapping[str, str], name: str, at_most: int) -> str:
    """Return what was typed, cut to so many characters, without what no database can keep."""
    return data.get(name, "").replace("\0", "")[:at_most]


def clean_lines(text: str) -> list[str]:
    """Return the lines in which something stands, without the space around it."""
    return [line for found in text.splitlines() if (line := found.strip())]


def clean_key(typed: str) -> int:
    """Return the key that was chosen; 0, which no row has, for anything that is none."""
    return int(typed) if typed.isdecimal() and len(typed) <= DIGITS_OF_A_KEY else 0
