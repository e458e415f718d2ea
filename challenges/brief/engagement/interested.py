"""Who is interested in an announced challenge: said, confirmed, taken back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from authorities.forms.cleaning import clean_key
from authorities.scope import authority_of
from businesses.models import Subscriber
from businesses.subscriptions.subscribers import Subscription, find_or_add, note_proven
from challenges.brief.engagement.mails import queue_confirmation
from challenges.models import ChallengePage, Interest


class Interested:
    """The kind of subscription that an interest is: it ends when it is taken back."""

    name = "interest"

    def of(self, subscriber: Subscriber) -> Iterable[Subscription]:
        """Return the challenges about which the subscriber said what they could do."""
        found = Interest.objects.confirmed().filter(subscriber=subscriber).select_related("page")
        return [
            Subscription(
                str(one.page_id),
                gettext("What you could do about “%s”") % one.page.title,
                one.page.full_url,
            )
            for one in found.order_by("page__title")
        ]

    def confirm(self, subscriber: Subscriber, now: datetime) -> None:
        """Take what was said as the person's own."""
        for said in Interest.objects.filter(subscriber=subscriber, confirmed_at=None):
            _settle(said, now)

    def remove(self, subscriber: Subscriber, key: str) -> None:
        """Forget what was said about one challenge."""
        Interest.objects.filter(subscriber=subscriber, page_id=clean_key(key)).delete()


@transaction.atomic
def say_interest(
    page: ChallengePage,
    email: str,
    *,
    name: str,
    text: str,
    link: str,
    is_proven: bool,
    now: datetime,
) -> Interest:
    """Keep what somebody could do; their address is asked to confirm unless it was just proven.

    Words that are confirmed stay until newer ones are.
    """
    subscriber = find_or_add(authority_of(page), email, now)
    # One after the other, so that the last words win.
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    Interest.objects.filter(page=page, subscriber=subscriber, confirmed_at=None).delete()
    said = Interest.objects.create(
        page=page, subscriber=subscriber, name=name, text=text, link=link, said_at=now
    )
    if is_proven:
        note_proven(subscriber, now=now)
        _settle(said, now)
    else:
        queue_confirmation(said)
    return said


def is_interested(page: ChallengePage, email: str) -> bool:
    """Return whether what this address could do is kept, however it is capitalised."""
    found = Interest.objects.confirmed().filter(page_id=page.pk)
    return found.filter(subscriber__email__iexact=email).exists()


def _settle(said: Interest, now: datetime) -> None:
    """Let these words take the place of earlier ones; nobody is told of an opening twice."""
    others = Interest.objects.filter(page=said.page_id, subscriber=said.subscriber_id)
    before = others.confirmed().first()
    said.told_at = before.told_at if before else None
    others.exclude(pk=said.pk).delete()
    said.confirmed_at = now
    said.save(update_fields=["confirmed_at", "told_at"])
