"""Mail about new answers: one a day for each brief, with all that is new in it."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from authorities.batch import by_pk, for_each_isolated
from authorities.scope import authority_of, settings_of
from challenges.brief.mails import queue_clarifications
from challenges.follows import tell_of_answers
from challenges.models import ChallengePage, Clarification


def send_digests(now: datetime) -> int:
    """Tell who is applying, or follows, of the answers since the last time.

    Returns how many mails went to who is applying.

    Safe to run again at any moment: what was told is marked in the same transaction, and a brief
    that had its mail today waits until tomorrow, as days are in its authority's time zone.
    """
    pages = (
        ChallengePage.objects.live()
        .filter(
            clarifications__published_at__lte=now,
            clarifications__told_at=None,
        )
        .distinct()
    )
    return for_each_isolated(
        pages, lambda page: _send_digest(page, now), job="send_digests", key=by_pk
    )


@transaction.atomic
def _send_digest(page: ChallengePage, now: datetime) -> int:
    # Two workers at once: the second sees what the first has marked.
    Page.objects.select_for_update().get(pk=page.pk)
    zone = settings_of(authority_of(page)).zone
    today = now.astimezone(zone).date()
    answers = Clarification.objects.filter(page=page)
    last = answers.exclude(told_at=None).order_by("-told_at").first()
    if last and last.told_at and last.told_at.astimezone(zone).date() >= today:
        return 0
    new = list(answers.filter(published_at__lte=now, told_at=None).order_by("published_at", "pk"))
    if not new:
        return 0
    answers.filter(pk__in=[row.pk for row in new]).update(told_at=now)
    key = f"{page.pk}:{today}"
    tell_of_answers(page, new, key=key)
    return queue_clarifications(new, page=page, key=key)
