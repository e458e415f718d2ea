"""Telling who was interested that an announced challenge has opened; each once."""

from datetime import datetime

from django.db import transaction

from authorities.batch import by_pk, for_each_isolated
from challenges.brief.engagement.mails import queue_opened
from challenges.models import ChallengePage, Interest


def tell_interested(now: datetime) -> int:
    """Tell who waits for what is open at this instant; return how many mails were queued.

    Safe to run again at any moment: who was told is marked in the transaction that queues the mail.
    """
    opened = ChallengePage.objects.live().open_at(now)
    waiting = Interest.objects.waiting().filter(page__in=opened.values("pk"))
    return for_each_isolated(
        waiting.select_related("page", "subscriber__authority").order_by("pk"),
        lambda said: _tell(said, now),
        job="tell_interested",
        key=by_pk,
    )


@transaction.atomic
def _tell(said: Interest, now: datetime) -> bool:
    # Two workers at once: the second sees what the first has marked.
    if not Interest.objects.waiting().filter(pk=said.pk).update(told_at=now):
        return False
    return queue_opened(said)
