"""How words are counted: the rule, which `static/js/words.js` follows.

“low-floor” is two words, “don’t”, “e.g.” and “12.5” are one; a bullet or a dash is none. Chinese
and Japanese put no spaces between words: each of their letters counts.
`tests/authorities/forms/word_count.json` has the cases that both are held to.
"""

import re
import unicodedata

_IDEOGRAPH = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PART = rf"(?:(?!{_IDEOGRAPH})\w)+"
WORD = re.compile(rf"{_IDEOGRAPH}|{_PART}(?:['’.,]{_PART})*")
# Accents and vowel signs, and what nobody sees, belong to the word in which they stand.
WITHIN = ("Mn", "Mc", "Me", "Cf")


def count_words(text: str) -> int:
    """Return how many words the text has."""
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text)
        text = "".join(one for one in composed if unicodedata.category(one) not in WITHIN)
    return len(WORD.findall(text))
