"""How many applications of each challenge stand where, in as many queries for one as for many."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count

from applications.models import Application
from applications.models.status import TOLD_BY_LETTER, Status
from applications.moderation.queue.filters import short_of_assessors, with_late_assessors

UNDECIDED = frozenset(
    {
        Status.SUBMITTED,
        Status.SCREENING,
        Status.INFO_REQUESTED,
        Status.ELIGIBLE,
        Status.IN_ASSESSMENT,
    }
)


@dataclass
class Counts:
    """The applications of one challenge, by what was decided and by what their applicants know."""

    of: Counter[Status] = field(default_factory=Counter)
    told: Counter[Status] = field(default_factory=Counter)
    planned: int = 0
    short: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """How many are there, without those that were withdrawn."""
        return sum(self.of.values()) - self.of[Status.WITHDRAWN]

    @property
    def decided(self) -> int:
        """How many have one that is told by a letter."""
        return sum(self.of[status] for status in TOLD_BY_LETTER)

    @property
    def told_of_decision(self) -> int:
        """How many applicants can read what was decided last."""
        return sum(self.told[status] for status in TOLD_BY_LETTER)

    @property
    def untold(self) -> int:
        """How many decisions nobody has planned to tell."""
        return self.decided - self.told_of_decision - self.planned


def states_of(pages: Collection[int], now: datetime) -> dict[int, Counts]:
    """Return how many applications of each page are in which state, by its key; one query."""
    found: dict[int, Counts] = {key: Counts() for key in pages}
    columns = ("page", "status", "released_status", "next_status", "next_status_at")
    sent = Application.objects.filter(page__in=found).order_by()
    for row in sent.values(*columns).annotate(number=Count("pk")):
        counts, status = found[row["page"]], Status(row["status"])
        counts.of[status] += row["number"]
        is_due = row["next_status_at"] is not None and row["next_status_at"] <= now
        told = row["next_status"] if is_due else row["released_status"]
        if told == status:
            counts.told[status] += row["number"]
        elif row["next_status"] == status:
            counts.planned += row["number"]
    return found


def counts_of(pages: Collection[int], now: datetime) -> dict[int, Counts]:
    """Return the same, with what is short of assessors and late; three queries."""
    found = states_of(pages, now)
    sent = Application.objects.filter(page__in=found)
    short = Counter(short_of_assessors(sent).order_by().values_list("page", flat=True))
    late = Counter(with_late_assessors(sent, now).order_by().values_list("page", flat=True))
    for key, counts in found.items():
        counts.short, counts.late = short[key], late[key]
    return found
