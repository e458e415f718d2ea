"""Which of a text's words say something, and where they stand again."""

from search.words import stem, words_of

SHORTEST = 3
MOST = 40
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


def extract_keywords(text: str) -> dict[str, str]:
    """Return the first forty words by their stems, as they were written, that say something."""
    by_stem: dict[str, str] = {}
    for word in words_of(text):
        if len(word) >= SHORTEST and not word.isdigit():
            by_stem.setdefault(stem(word), word)
    everybodys = {stem(word) for word in EVERYBODYS_WORDS.split()}
    telling = [(root, word) for root, word in by_stem.items() if root not in everybodys]
    return dict(telling[:MOST])


def find_keywords(text: str, words: dict[str, str]) -> list[str]:
    """Return which of these words stand in the text, in whatever form."""
    stems = {stem(word) for word in words_of(text)}
    return [word for root, word in words.items() if root in stems]
