"""What is written into documents of others' formats: XML, calendars, tables, mail headers."""

import re

from authorities.forms.cleaning import clean_characters

# No characters, in Unicode's own words; XML 1.0 allows two of them in no document.
NO_CHARACTERS = re.compile(
    f"[\ufdd0-\ufdef{''.join(chr(end - 1) + chr(end) for end in range(0xFFFF, 0x110000, 0x10000))}]"
)


def writable(text: str) -> str:
    """Return the text without what a document cannot hold, however it came into the database."""
    return NO_CHARACTERS.sub("", clean_characters(text))
