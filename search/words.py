"""What a word is, and which words are acronyms: they stand for themselves, SEND is not send."""

import re

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A word in capitals is an acronym from two letters on, up to so many.
LONGEST_ACRONYM = 6
# Begins the word under which an index has an acronym, beside its letters.
ACRONYM_MARK = "qqq"


def words_of(text: str) -> list[str]:
    """Return the words of a text, in their order and as they are written."""
    return WORD.findall(text)


def is_acronym(word: str) -> bool:
    """Return whether a word stands for itself alone: SEND is not send."""
    return acronym_of(word) == word


def acronym_of(word: str) -> str:
    """Return the acronym that a word is, or is several of (GPs), or an empty string."""
    single = word[:-1] if word[-1:] == "s" and word[:-1].isupper() else word
    fits = 2 <= len(single) <= LONGEST_ACRONYM and single.isupper() and single.isalnum()
    return single if fits else ""


def indexed_as(name: str) -> str:
    """Return a word or phrase as an index has it."""
    return f"{ACRONYM_MARK}{name.lower()}" if is_acronym(name) else name


def with_acronyms(text: str) -> str:
    """Return a text for an index: after its words, each of its acronyms as itself."""
    found = dict.fromkeys(filter(None, map(acronym_of, words_of(text))))
    return "\n".join([text, *map(indexed_as, found)])
