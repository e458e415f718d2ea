"""The challenges that fit what was asked of a listing: counted, ordered, page by page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import Any, TypeVar

from modelsearch.backends import get_search_backend
from wagtail.models import Site

from authorities.caching.fragments import remember
from challenges.listing.facets import counts, filters
from challenges.listing.facets.counts import FacetCounts
from challenges.listing.facets.definitions import Facet, FacetDefinition
from challenges.listing.facets.values import Vocabulary
from challenges.listing.promoted import is_for
from challenges.models import ChallengePage, ListingEntry
from challenges.models.querysets import ChallengeQuerySet
from challenges.presentation.needs import with_others
from challenges.presentation.next_change import next_change
from search.query.hits import preferring
from search.query.lookup import LookupResult

Value = TypeVar("Value")

RELEVANCE, CLOSING, NEWEST = "relevance", "closing", "newest"


def look_up(words: str, pages: ChallengeQuerySet, vocabulary: Vocabulary) -> LookupResult:
    """Return which of the challenges have the words, and how well."""
    return get_search_backend().look_up(words, pages, vocabulary.synonyms)


class ListingResults:
    """What a listing shows: a sequence of challenges for Django's `Paginator`, and its facets.

    Without words the database counts and orders all; with words, what the search engine found.
    """

    def __init__(
        self,
        *,
        site: Site,
        now: datetime,
        words: str,
        chosen: Mapping[str, set[str]],
        known: Mapping[str, FacetDefinition],
        vocabulary: Vocabulary,
        sort: str,
        promotes: bool = False,
    ) -> None:
        self.site, self.now, self.sort, self.chosen = site, now, sort, chosen
        self._known = known
        self._values = counts.FacetValues(known, filters.roots_of(site))
        self._listed = ListingEntry.objects.on(site, vocabulary.private)
        listed = ChallengePage.objects.live().listed_on(site).outside(vocabulary.private)
        self.looked_up = look_up(words, listed, vocabulary) if words else None
        asked = (self.looked_up.instead or words) if self.looked_up and promotes else ""
        # What the site recommends for these words, in its order: found as if it had them.
        self.promoted = [page for words, page in vocabulary.promoted if is_for(words, asked)]

    def count(self) -> int:
        """Return how many challenges fit."""
        return self._counted.total

    def __len__(self) -> int:
        return self.count()

    @property
    def facets(self) -> list[Facet]:
        """What the list can be narrowed by."""
        return self._counted.facets

    def __getitem__(self, key: slice) -> list[ChallengePage]:
        return self.read(self.keys(key))

    def in_chunks(self, size: int) -> Iterator[list[ChallengePage]]:
        """Yield all that fits, so many at a time, in the order of their keys.

        However many there are, no more than that is held.
        """
        if self.looked_up:
            keys = sorted(self._found_keys)
            yield from (self.read(keys[at : at + size]) for at in range(0, len(keys), size))
            return
        fitting = filters.narrow(self._listed, self._known, self.chosen, self.site, self.now)
        last = 0
        while keys := [*_ordered_keys(fitting.filter(pk__gt=last), "pk")[:size]]:
            yield self.read(keys)
            last = keys[-1]

    @cached_property
    def _counted(self) -> FacetCounts:
        if self.looked_up:
            rows: Mapping[tuple, int] = counts.group_found(
                self._found.values(), self._known, self.chosen
            )
        else:
            rows = self._remembered(
                "groups",
                lambda: counts.count_groups(self._listed, self._known, self.chosen, self.now),
            )
        return counts.count(rows, self._known, self.chosen, self._values)

    @property
    def _hits(self) -> Sequence[Any]:
        return self.looked_up.hits if self.looked_up else []

    @cached_property
    def _found(self) -> dict[int, tuple]:
        """The groups of what the search engine found, by key.

        In the order of time where that was asked for.
        """
        keys = [*self.promoted, *(hit.key for hit in self._hits)]
        listed = self._listed.among(keys)
        if self.sort == NEWEST:
            listed = filters.ordered_by(listed, "-opens_at")
        elif self.sort == CLOSING:
            listed = filters.open_first(listed, self.now)
        counted = counts.with_time_bucket(listed, self.now)
        rows = counted.values_list("pk", *counts.GROUP_COLUMNS, "programme_id")
        return {key: tuple(row) for key, *row in rows}

    @cached_property
    def _found_keys(self) -> list[int]:
        """The keys of what was found and fits, in the order that was asked for.

        What the site recommends comes before all.
        """
        rows = set(self._found.values())
        fitting_rows = {row for row in rows if self._values.fit(row, self.chosen)}
        fitting = {key: row for key, row in self._found.items() if row in fitting_rows}
        promoted = [key for key in self.promoted if key in fitting]
        others = self._best_first(fitting) if self.sort == RELEVANCE else fitting
        return list(dict.fromkeys([*promoted, *others]))

    def _best_first(self, rows: Mapping[int, tuple]) -> list[int]:
        """Return the keys as they fit; of what fits nearly alike, open ones first."""
        are_open = {key for key, row in rows.items() if counts.is_open_row(row)}
        hits = (hit for hit in self._hits if hit.key in rows)
        return [hit.key for hit in preferring(hits, are_open)]

    def _remembered(self, name: str, make: Callable[[], Value]) -> Value:
        """Return what was made for the same question, until time or a change answers otherwise."""
        asked = tuple((facet, *sorted(values)) for facet, values in sorted(self.chosen.items()))
        offered = tuple(self._known["programme"].names)
        return remember((name, self.site.pk, asked, offered), make, partial(next_change, self.now))

    def keys(self, key: slice) -> list[int]:
        """Return the keys in this slice of all that fits, in the order that was asked for."""
        if self.looked_up:
            return self._found_keys[key]
        name = f"keys {key.start}:{key.stop} {self.sort}"
        return self._remembered(name, lambda: self._keys(key))

    def read(self, keys: list[int]) -> list[ChallengePage]:
        """Return the challenges of these keys, in their order, with what their cards say."""
        shown = with_others(ChallengePage.objects.live().select_related("picture"))
        found = shown.in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def _keys(self, key: slice) -> list[int]:
        """Return the keys in this slice of all that fits, open ones first."""
        fitting = filters.narrow(self._listed, self._known, self.chosen, self.site, self.now)
        start, stop = key.start or 0, key.stop
        if self.sort == NEWEST:
            return list(_ordered_keys(fitting, "-opens_at")[start:stop])
        are_open = self._counted.are_open
        if stop is not None and stop <= are_open:
            return list(_ordered_keys(fitting.open_at(self.now), "closes_at")[start:stop])
        if start >= are_open:
            others = _ordered_keys(fitting.not_open_at(self.now), "-closes_at")
            return list(others[start - are_open : None if stop is None else stop - are_open])
        both = filters.open_first(fitting, self.now).values_list("pk", flat=True)
        return list(both[start:stop])


def _ordered_keys(listed, order: str):
    return filters.ordered_by(listed, order).values_list("pk", flat=True)
