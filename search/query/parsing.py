"""What somebody typed, understood: the terms that a page should have, and what means the same."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from search.query.everyday import LONGEST, everyday_words
from search.words import LONGEST_ACRONYM, acronym_of, is_acronym, stem, stems_of, words_of

LONGEST_QUERY = 200
MOST_TERMS = 16
TYPED = re.compile(r'"([^"]*)"|([^"]+)')
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\x00": " "})
# What a question is full of, and no brief can be told by.
# fmt: off
STOP_WORDS = frozenset([
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could",
    "do", "does", "find", "for", "from", "get", "had", "has", "have", "help", "how", "i", "if",
    "in", "into", "is", "it", "its", "may", "me", "might", "more", "my", "of", "on", "or", "our",
    "s", "so", "some", "than", "that", "the", "their", "them", "there", "they", "this", "to", "us",
    "was", "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "would",
    "you", "your",
])
# fmt: on

Term = tuple[str, ...]
# So many words that mean the same tell a term's meaning to an encoder.
EXPLAINED_BY = 2
# Of so many words in capitals, nobody means an acronym.
SHOUTED = 3


@dataclass(frozen=True)
class Query:
    """What to look for: a page fits when it has one alternative of each term.

    An alternative of several words is a phrase; one in capitals is an acronym, and no other word.
    Loosely, one term is enough. What stands in `kept` is explained by the authority's editors.
    """

    typed: str = ""
    terms: tuple[Term, ...] = ()
    is_loose: bool = False
    kept: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def loosely(self) -> "Query":
        """Return the same, for which one term is enough."""
        return replace(self, is_loose=True)

    def explained(self, typed: str) -> str:
        """Return what was typed, with the first words that mean the same of each term."""
        same = (name for term in self.terms for name in term[1 : 1 + EXPLAINED_BY])
        return ". ".join(filter(None, [typed, ", ".join(same)]))

    def without_acronyms(self) -> "Query":
        """Return the same, with acronyms that no editor has explained looked for as words."""
        terms = tuple(
            (term[0].lower(), *term[1:])
            if term[0] not in self.kept and is_acronym(term[0])
            else term
            for term in self.terms
        )
        return replace(self, terms=terms)


def parse_query(typed: str, synonyms: Iterable[Term] = ()) -> Query:
    """Return what to look for: words and quoted phrases, each with what means the same.

    No sign that an engine would read as its own language is left. What a question is full of is
    left out, and a sign alone, unless there is nothing else.
    """
    known = {stems_of(name): group for group in synonyms for name in group}
    line = " ".join(unicodedata.normalize("NFKC", typed[: 4 * LONGEST_QUERY]).split())
    line = line.translate(QUOTES)[:LONGEST_QUERY]
    runs = [
        (bool(phrase), words_of(phrase or loose)) for phrase, loose in TYPED.findall(f"{line} ")
    ]
    found: list[Term] = []
    if _is_shouted([word for _is_phrase, words in runs for word in words]):
        runs = [(is_phrase, [word.lower() for word in words]) for is_phrase, words in runs]
    for is_phrase, words in runs:
        if is_phrase and words:
            found.append((" ".join(words),))
        else:
            found += _with_synonyms(words, known)
    telling = [term for term in found if len(term) > 1 or _tells(term[0])]
    terms = tuple(dict.fromkeys(telling or found))[:MOST_TERMS]
    kept = frozenset(term[0] for term in terms if stems_of(term[0]) in known)
    return Query(typed=line.strip(), terms=terms, kept=kept)


def _tells(word: str) -> bool:
    """Return whether a page can be told by this word or phrase."""
    return len(word) > 1 and word.lower() not in STOP_WORDS


def _is_shouted(words: list[str]) -> bool:
    """Return whether all is typed in capitals, and so no acronym by that."""
    return all(word.isupper() for word in words) and (
        len(words) >= SHOUTED or any(len(word) > LONGEST_ACRONYM for word in words)
    )


def replace_term(query: Query, place: int, meant: str) -> Query:
    """Return the words with one of them spelt as it was probably meant."""
    old, *same = query.terms[place]
    terms = (*query.terms[:place], (meant, *same), *query.terms[place + 1 :])
    typed = re.sub(rf"\b{re.escape(old)}\b", meant, query.typed)
    return replace(query, typed=typed, terms=terms)


def _with_synonyms(words: list[str], known: Mapping[Term, Term]) -> list[Term]:
    """Return each word as a term, and each run of words that has synonyms as one with them.

    `known` has the editors' groups by the stems of each of their names.
    """
    everyday = everyday_words()
    longest = max([LONGEST, *map(len, known)])
    stems = [stem(word) for word in words]
    terms, place = [], 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            run = tuple(stems[place : place + length])
            group = (*known.get(run, ()), *everyday.get(run, ()))
            if length == 1:
                group = (*group, *everyday.get((words[place],), ()))
            if group:
                break
        else:
            length, group = 1, ()
        typed = " ".join(words[place : place + length])
        if length == 1 and typed in STOP_WORDS:
            group = ()
        if acronym := _meant_acronym(typed, group):
            typed = acronym
        terms.append(tuple(dict.fromkeys([typed, *group])))
        place += length
    return terms


def _meant_acronym(typed: str, group: Iterable[str]) -> str:
    """Return the acronym that was typed in whatever letters, if it is one."""
    same = (name for name in group if is_acronym(name) and stem(name) == stem(typed))
    return next(same, acronym_of(typed))
