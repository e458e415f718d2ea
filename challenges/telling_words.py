"""Which of a text's words say something, and where they stand again."""

import re

SHORTEST = 3
MOST = 40
ENDINGS = ("ing", "ed", "es", "e", "s")
# Words of any business, or of any sentence.
EVERYBODYS_WORDS = """
able about across after again all also always and another any are around ask authorities authority
back based because been before being best better between both bring build built business businesses
but call can challenge change clients come companies company council create customers deliver
develop different digital does doing done down each easy enable ensure enterprise even every
everybody everyone everything experience expert far fast few find firm first five for founded four
free from full get give going good great grow has have help high hour how idea improve include
industry innovation innovative into its just keep know large last late lead learn less let life like
likely little live local long look lot low make many mean might more most much must need never new
next nobody not now number offer often old one only other our out over own part people place plan
possible problem product provide public put quick quickly read ready real run same say see service
set several show simple since small sme solution solve some someone something soon staff start still
stop such support take team technologies technology tell than that the their them then there these
they thing think this those three through time today together too top towards true try turn two type
understand until upon use used using very via want was way week well were what when where which
while who whole whom whose why will with within without work world would year yes yet you young your
"""


def telling_words(text: str) -> dict[str, str]:
    """Return the first forty words by their stems, as they were written, that say something."""
    by_stem: dict[str, str] = {}
    for word in re.findall(r"\w+", text):
        if len(word) >= SHORTEST and not word.isdigit():
            by_stem.setdefault(_stem(word), word)
    everybodys = {_stem(word) for word in EVERYBODYS_WORDS.split()}
    telling = [(stem, word) for stem, word in by_stem.items() if stem not in everybodys]
    return dict(telling[:MOST])


def found_in(text: str, words: dict[str, str]) -> list[str]:
    """Return which of these words stand in the text, in whatever form."""
    stems = {_stem(word) for word in re.findall(r"\w+", text)}
    return [word for stem, word in words.items() if stem in stems]


def _stem(word: str) -> str:
    """Return the word without its ending, so that “sensors” is found where “sensor” stands."""
    word = word.casefold()
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word
