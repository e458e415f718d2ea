"""Mail about new challenges that fit saved searches: one for all searches of an address."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import ngettext
from wagtail.models import Site

from applications.notifications import queue
from businesses.models import Subscriber
from challenges.filters import ChallengeFilter
from challenges.models import ChallengePage
from search.models import Frequency, SavedSearch
from search.saved import in_words

GAPS = {
    Frequency.AT_ONCE: timedelta(0),
    Frequency.DAILY: timedelta(days=1),
    Frequency.WEEKLY: timedelta(days=7),
}
AT_ONCE = 500
# What is new waits so long, until every search engine has it.
SETTLING = timedelta(minutes=2)


def send_alerts(now: datetime) -> int:
    """Tell each subscriber, in one mail, what is new and fits; return how many mails.

    What was told is marked in the transaction that queues the mail, so a run that is killed goes
    on where it stood. One subscriber after the other is read, never all.
    """
    until = now - SETTLING
    return sum(_tell(key, until) for key in _due(until))


def _due(until: datetime) -> Iterator[int]:
    """Yield the keys of subscribers who have a search whose mail is due.

    A frequency is left out while nothing has opened since the first of its searches was told:
    in most rounds nobody is read.
    """
    due = Q()
    for frequency, gap in GAPS.items():
        waiting = Q(frequency=frequency, told_until__lte=until - gap)
        first = SavedSearch.objects.confirmed().filter(waiting).order_by("told_until").first()
        if first and _opened(first.told_until, until).exists():
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
def _tell(key: int, until: datetime) -> bool:
    """Queue one subscriber's mail, if anything new fits; return whether there was one."""
    locked = Subscriber.objects.select_for_update(of=("self",)).select_related("authority")
    subscriber = locked.filter(pk=key).first()
    if subscriber is None:
        return False
    found: dict[int, tuple[ChallengePage, list[str]]] = {}
    for saved in SavedSearch.objects.confirmed().filter(subscriber=subscriber):
        if saved.told_until > until - GAPS[Frequency(saved.frequency)]:
            continue
        for page in _fitting(saved, subscriber.authority, until):
            words = in_words(saved.query, subscriber.authority, until)
            found.setdefault(page.pk, (page, []))[1].append(words)
        saved.told_until = until
        saved.save(update_fields=["told_until"])
    if not found:
        return False
    rows = sorted(found.values(), key=lambda row: (row[0].closes_at, row[0].pk))
    subject = ngettext("A new challenge for you", "%d new challenges for you", len(rows))
    return queue(
        subscriber.email,
        subscriber.authority,
        "alert",
        template="search/mail/alert.txt",
        subject=subject % len(rows) if len(rows) > 1 else subject,
        key=f"{subscriber.pk}:{until.isoformat()}",
        rows=rows,
        manage_url=subscriber.address("subscriptions"),
        stop_url=subscriber.address("subscriptions_stop"),
    )


def _fitting(saved: SavedSearch, site: Site, until: datetime) -> list[ChallengePage]:
    """Return what became open since the last time and fits the search."""
    new = _opened(saved.told_until, until)
    keys = list(new.values_list("pk", flat=True)[:AT_ONCE])
    if not keys:
        return []
    bar = ChallengeFilter(QueryDict(saved.query), site=site, now=until)
    return list(new.filter(pk__in=bar.fitting_of(keys)))


def _opened(since: datetime, until: datetime):
    """Return what is open at one moment and was not, or was not published, at the one before."""
    return (
        ChallengePage.objects.live()
        .public()
        .open_at(until)
        .exclude(first_published_at__gt=until)
        .filter(Q(opens_at__gt=since) | Q(first_published_at__gt=since))
    )
