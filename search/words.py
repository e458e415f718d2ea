"""What a word is, and which words are acronyms: they stand for themselves, SEND is not send."""

import re
import threading
from functools import lru_cache

import snowballstemmer

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


class _Stemmer(threading.local):
    """A stemmer for each thread: it keeps the word that it is at."""

    def __init__(self) -> None:
        self.stem = snowballstemmer.stemmer("english").stemWord


_stemmer = _Stemmer()


# A page stems the same words again and again: those typed, those shown, those that tell nothing.
@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what the forms of an English word have in common, in small letters."""
    return _stemmer.stem(word.lower().replace("’", "'"))


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words, in their order."""
    return tuple(stem(word) for word in words_of(text))
