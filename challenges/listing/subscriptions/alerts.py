"""Mail about new challenges that fit saved searches: one for all searches of an address.

A challenge that is announced before it opens is new twice: once as each.
"""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from wagtail.models import Site

from authorities.batch import for_each_isolated
from businesses.models import Subscriber
from challenges.listing.filter_form import ChallengeFilter
from challenges.listing.subscriptions.mails import queue_alert
from challenges.listing.subscriptions.saved_searches import said_by
from challenges.models import ChallengePage
from challenges.models.querysets import is_announced, is_open
from challenges.models.saved_search import Frequency, SavedSearch

GAPS = {
    Frequency.AT_ONCE: timedelta(0),
    Frequency.DAILY: timedelta(days=1),
    Frequency.WEEKLY: timedelta(days=7),
}
AT_ONCE = 500
KEPT_ANSWERS = 2000
# What is new waits so long, until every search engine has it.
SETTLING = timedelta(minutes=2)


def send_alerts(now: datetime) -> int:
    """Tell each subscriber, in one mail, what is new and fits; return how many mails.

    What was told is marked in the transaction that queues the mail, so a run that is killed goes
    on where it stood. One subscriber after the other is read, never all.
    """
    until = now - SETTLING
    answers = Answers(until)
    return for_each_isolated(
        _due(until), lambda key: _tell(key, answers), job="send_alerts", key=lambda key: key
    )


class Answers:
    """What is new for each search, in one run: many ask the same, and what is new is the same.

    Only the latest answers are kept, so that a run of any length stays small.
    """

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._known: OrderedDict[tuple[int, str], tuple[list[int], str]] = OrderedDict()

    def to(self, saved: SavedSearch, site: Site) -> tuple[list[int], str]:
        """Return the keys of what is new since the last time and fits, and what was asked."""
        asked = (site.pk, saved.query)
        if asked not in self._known:
            self._known[asked] = self._ask(saved.query, site)
            if len(self._known) > KEPT_ANSWERS:
                self._known.popitem(last=False)
        fitting, words = self._known[asked]
        return [key for key in fitting if self._new[key] > saved.told_until], words

    def _ask(self, query: str, site: Site) -> tuple[list[int], str]:
        if not self._new:
            return [], ""
        bar = ChallengeFilter(QueryDict(query), site=site, now=self.until)
        fitting = bar.matching_keys(self._new)
        return fitting, said_by(bar) if fitting else ""

    @cached_property
    def _new(self) -> dict[int, datetime]:
        """When each challenge became what it is: announced or open, and there to be read."""
        first = SavedSearch.objects.confirmed().order_by("told_until").first()
        if first is None:
            return {}
        found = _new(first.told_until, self.until)
        rows = found.values_list("pk", "announced_at", "opens_at", "first_published_at")
        return {
            key: max(moment for moment in times if moment and moment <= self.until)
            for key, *times in rows
        }


def _due(until: datetime) -> Iterator[int]:
    """Yield the keys of subscribers who have a search whose mail is due.

    A frequency is left out while nothing was new since the first of its searches was told:
    in most rounds nobody is read.
    """
    due = Q()
    for frequency, gap in GAPS.items():
        waiting = Q(frequency=frequency, told_until__lte=until - gap)
        first = SavedSearch.objects.confirmed().filter(waiting).order_by("told_until").first()
        if first and _new(first.told_until, until).exists():
            due |= waiting
    if not due:
        return
    last = 0
    while True:
        found = (
            SavedSearch.objects.confirmed().filter(due, subscriber__gt=last).order_by("subscriber")
        )
        keys = list(found.values_list("subscriber", flat=True).distinct()[:AT_ONCE])
        yield from keys
        if len(keys) < AT_ONCE:
            return
        last = keys[-1]


@transaction.atomic
def _tell(key: int, answers: Answers) -> bool:
    """Queue one subscriber's mail, if anything new fits; return whether there was one."""
    locked = Subscriber.objects.select_for_update(of=("self",)).select_related("authority")
    subscriber = locked.filter(pk=key).first()
    if subscriber is None:
        return False
    until = answers.until
    words: dict[int, list[str]] = {}
    for saved in SavedSearch.objects.confirmed().filter(subscriber=subscriber):
        if saved.told_until > until - GAPS[Frequency(saved.frequency)]:
            continue
        fitting, asked = answers.to(saved, subscriber.authority)
        for page in fitting:
            words.setdefault(page, []).append(asked)
        saved.told_until = until
        saved.save(update_fields=["told_until"])
    pages = ChallengePage.objects.live().filter(pk__in=words) if words else ()
    rows = sorted(
        ((page, words[page.pk]) for page in pages), key=lambda row: (row[0].closes_at, row[0].pk)
    )
    if not rows:
        return False
    announced = [row for row in rows if row[0].is_announced(until)]
    opened = [row for row in rows if row not in announced]
    return queue_alert(subscriber, opened, announced, until=until)


def _new(since: datetime, until: datetime):
    """Return what is announced, or open, at one moment and was not, or was not published, at the
    one before.
    """
    is_published = Q(first_published_at__gt=since)
    opened = is_open(until) & (Q(opens_at__gt=since) | is_published)
    # What opens while the mail is on its way is told of as open.
    announced = is_announced(until) & Q(opens_at__gt=until + SETTLING)
    announced &= Q(announced_at__gt=since) | is_published
    return (
        ChallengePage.objects.live()
        .public()
        .exclude(first_published_at__gt=until)
        .filter(opened | announced)
    )
