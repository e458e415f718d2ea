"""What somebody typed or chose: the one way in for text, and for inputs that make no form."""

import re
import unicodedata
from collections.abc import Mapping

from django.utils.translation import gettext as _

# All control characters but tab and line ends; lines are parted in several ways, kept in one.
CONTROL = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# Marks that nobody sees: soft hyphens, those of direction, spaces without width, and places where
# an object stood in another program.
INVISIBLE = (
    r"\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    r"\U000e0001\U0001d173-\U0001d17a"
)
# What Unicode gives to nobody, and XML does not take.
NO_CHARACTER = r"\ufdd0-\ufdef" + "".join(
    f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17)
)
GONE = re.compile(f"[{CONTROL}{INVISIBLE}{NO_CHARACTER}]")
# As word processors write a line that ends, and a page.
LINES = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
# They join letters of some scripts, and parts of one emoji; elsewhere they only hide.
JOINER = re.compile(r"(?<![^\x00-\x7f\s\u200c\u200d])[\u200c\u200d]")
# Letters that spell a flag, behind the black one.
FLAG = re.compile(r"(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)|[\U000e0020-\U000e007f]")
# Bullets of Symbol and Wingdings, as word processors copy them: no other font has these.
SYMBOL = re.compile(r"[\uf020-\uf0ff]")
SYMBOLS = {"\uf0a7": "▪", "\uf0d8": "➢", "\uf0e0": "→", "\uf0fc": "✓", "\uf02d": "–"}
# Letters that look like nothing, and belong to others: alone they say nothing.
_HOLLOW = r"\u034f\u115f\u1160\u17b4\u17b5\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0"
HOLLOW = re.compile(f"[{_HOLLOW}]")
SEEN = re.compile(rf"[^\s{_HOLLOW}]")

# Letters and signs of full width stand in the order of ASCII, so much further on.
WIDER = 0xFEE0

# Every database's largest whole number has more digits.
DIGITS_OF_A_KEY = 18


def clean_characters(text: str) -> str:
    """Return the text in NFC, without what nobody sees, and no database or document can hold.

    A surrogate that stands alone is none, however it came; a vertical tab or a form feed ends a
    line. Text in which nothing is seen is only space.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    text = LINES.sub("\n", GONE.sub("", text))
    text = SYMBOL.sub(lambda found: SYMBOLS.get(found[0], "•"), FLAG.sub(r"\1", text))
    text = unicodedata.normalize("NFC", JOINER.sub("", text))
    return text if SEEN.search(text) else HOLLOW.sub("", text)


def clean_text(data: Mapping[str, str], name: str, at_most: int, refused: type[Exception]) -> str:
    """Return what was typed, whole; raise `refused` with a sentence where it is too long."""
    typed = data.get(name, "")
    if len(typed) > at_most:
        raise refused(too_long(len(typed), at_most))
    return typed


def too_long(length: int, at_most: int) -> str:
    """Return the sentence that refuses a text of so many characters."""
    return _("Use %(limit)s characters or fewer. You have used %(length)s.") % {
        "limit": f"{at_most:,}",
        "length": f"{length:,}",
    }


def plain_signs(text: str) -> str:
    """Return the text with digits of any script, and signs of full width, as ASCII has them."""
    return "".join(
        str(unicodedata.decimal(one))
        if unicodedata.category(one) == "Nd"
        else chr(ord(one) - WIDER)
        if "\uff01" <= one <= "\uff5e"
        else one
        for one in text
    )


def clean_lines(text: str) -> list[str]:
    """Return the lines in which something stands, without the space around it."""
    return [line for found in text.splitlines() if (line := found.strip())]


def clean_key(typed: str) -> int:
    """Return the key that was chosen; 0, which no row has, for anything that is none."""
    return int(typed) if typed.isdecimal() and len(typed) <= DIGITS_OF_A_KEY else 0


def says_something(text: str) -> bool:
    """Return whether the text has more than signs and spaces in it, or “n/a”."""
    return sum(sign.isalnum() for sign in text) >= 3
