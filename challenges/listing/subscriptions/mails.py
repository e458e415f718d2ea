"""Mail to who saved a search: to confirm it, and what is new and fits."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authorities.mail.outbox import queue_once
from authorities.mail.registry import register
from businesses.models import Subscriber
from businesses.subscriptions.subscribers import lasts_until
from challenges.models import ChallengePage
from challenges.models.saved_search import SavedSearch

# A challenge, and the searches that it fits.
Row = tuple[ChallengePage, list[str]]

CONFIRM_SEARCH = register(
    "confirm_search",
    "challenges/listing/subscriptions/mail/confirm_search.txt",
    to="who wants to save a search",
    when="their address is not proven yet",
)
ALERT = register(
    "alert",
    "challenges/listing/subscriptions/mail/alert.txt",
    to="who saved a search",
    when="something new fits it",
)


def queue_confirmation(saved: SavedSearch, *, search: str, now: datetime) -> bool:
    """Ask the subscriber to confirm; once a day at most. `search` says what they asked for."""
    subscriber = saved.subscriber
    return queue_once(
        subscriber.email,
        subscriber.authority,
        CONFIRM_SEARCH,
        subject=_("Confirm that you want to hear of new challenges"),
        key=f"{saved.pk}:{now.date().isoformat()}",
        search=search,
        url=subscriber.address("subscriptions_confirm"),
    )


def queue_alert(
    subscriber: Subscriber, opened: list[Row], announced: list[Row], *, until: datetime
) -> bool:
    """Tell a subscriber of challenges, each with the searches that it fits."""
    number = len(opened) + len(announced)
    subject = ngettext("A new challenge for you", "%d new challenges for you", number)
    return queue_once(
        subscriber.email,
        subscriber.authority,
        ALERT,
        subject=subject % number if number > 1 else subject,
        key=f"{subscriber.pk}:{until.isoformat()}",
        opened=opened,
        announced=announced,
        manage_url=subscriber.address("subscriptions"),
        until=lasts_until(subscriber),
        stop_url=subscriber.address("subscriptions_stop"),
    )
