"""What the queue finds: at most a thousand applications, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from wagtail.models import Site

from applications.models.application import ApplicationQuerySet
from applications.moderation.queue.filters import QueueFilter
from applications.workflow.permissions import visible_applications
from authorities.models import User

# Counting goes on no further: nobody reads a thousand rows, and a million take seconds to count.
MOST = 1000
# A word that many use is looked for in one text after another, so that it takes longest.
MOST_WITH_WORDS = 500
PER_PAGE = 25


@dataclass(frozen=True)
class QueueResults:
    """The keys of what was found, in order, and whether there is more than they are."""

    keys: Sequence[int]
    is_more: bool = False
    # So many are listed at most.
    most: int = MOST

    @property
    def pages(self) -> int:
        """How many pages the list has: at least one."""
        return max(1, -(-len(self.keys) // PER_PAGE))

    def page(self, number: int) -> Sequence[int]:
        """Return the keys on the page of this number, from 1."""
        return self.keys[(number - 1) * PER_PAGE : number * PER_PAGE]

    def beside(self, key: int, place: int) -> tuple[int | None, int | None]:
        """Return the keys before and after one.

        `place` is where it stood when the list was shown; it counts once the application has
        left what the filter finds, by a decision.
        """
        keys = self.keys
        if key in keys:
            place = keys.index(key)
            after = place + 1
        else:
            after = place
        before = keys[place - 1] if 0 < place <= len(keys) else None
        return before, keys[after] if 0 <= after < len(keys) else None


def find(bar: QueueFilter, mine: ApplicationQuerySet) -> QueueResults:
    """Return what the bar asks for of these applications, up to a thousand; with words, to 500."""
    most = MOST_WITH_WORDS if bar.has_words else MOST
    keys = list(bar.apply(mine).values_list("pk", flat=True)[: most + 1])
    return QueueResults(keys[:most], is_more=len(keys) > most, most=most)


def find_by_query(query: str, *, user: User, authority: Site, now: datetime) -> QueueResults:
    """Return what the query of the queue's address finds, of what the person may know of."""
    bar = QueueFilter(QueryDict(query), authority=authority, now=now)
    return find(bar, visible_applications(user, authority))


def filtered(
    query: str | QueryDict, *, user: User, authority: Site, now: datetime
) -> ApplicationQuerySet:
    """Return the same as a queryset, without an end; sealed ones are among them."""
    asked = QueryDict(query) if isinstance(query, str) else query
    bar = QueueFilter(asked, authority=authority, now=now)
    return bar.apply(visible_applications(user, authority))
