"""Text as it is set on paper: each line from its own side, in fonts that have its letters."""

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from typing import TypedDict

import typst

from authorities.forms.cleaning import clean_characters

# Packages that ship fonts: Noto for the scripts of today, then for Chinese, Japanese and Korean.
# Noto's Arabic letters are put together from parts: copied out they come twice, so Plex has those.
FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_ibm_plex_sans_arabic")
# What Word writes for its bullets: places in a font of symbols, which nobody else has.
BULLETS = dict.fromkeys((0xF0A7, 0xF06E, 0xF0A8), "▪") | {
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
    ord("\t"): "\u2003",
    0xAD: None,
}
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
# By its letters, which tongue's shapes a line wants; the first that fits.
LETTERS = {
    "he": re.compile("[\u0590-\u05ff]"),
    "ar": re.compile("[\u0600-\u07ff\u08a0-\u08ff]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\u1100-\u11ff\uac00-\ud7af]"),
    "zh": re.compile("[\u3400-\u9fff\U00020000-\U0003134f]"),
}


class Line(TypedDict):
    """One line: its text, its language as far as its letters tell, and its direction."""

    text: str
    lang: str
    dir: str


@cache
def fonts() -> typst.Fonts:
    """Return the fonts that the packages ship, the same on every machine; read once."""
    found = [spec for name in FONT_PACKAGES if (spec := find_spec(name))]
    places = [place for spec in found for place in spec.submodule_search_locations or ()]
    return typst.Fonts(include_system_fonts=False, font_paths=places)


def lines_of(text: str) -> list[Line]:
    """Return the lines of a text, without what would be set as an empty box."""
    clean = PRIVATE_USE.sub("", clean_characters(text).translate(BULLETS))
    return [
        {"text": line.rstrip(), "lang": _language(line), "dir": _direction(line)}
        for line in clean.splitlines()
    ]


def _language(line: str) -> str:
    return next((name for name, letters in LETTERS.items() if letters.search(line)), "en")


def _direction(line: str) -> str:
    """Return the direction of the first letter that has one. Source: UAX #9, P2 and P3."""
    found = (unicodedata.bidirectional(letter) for letter in line)
    first = next((kind for kind in found if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"
