"""Mail to who said what they could do about an announced challenge."""

from django.utils.translation import gettext as _

from authorities.mail.outbox import queue_once
from authorities.mail.registry import register
from businesses.subscriptions.subscribers import lasts_until
from challenges.models import Interest

CONFIRM_INTEREST = register(
    "confirm_interest",
    "challenges/brief/engagement/mail/confirm_interest.txt",
    to="who said what they could do about an announced challenge",
    when="their address is not proven yet",
)
OPENED = register(
    "announced_opened",
    "challenges/brief/engagement/mail/opened.txt",
    to="who said what they could do about an announced challenge",
    when="it opens",
)


def queue_confirmation(said: Interest) -> bool:
    """Ask whether the address is theirs; once a day at most for each challenge."""
    subscriber = said.subscriber
    return queue_once(
        subscriber.email,
        subscriber.authority,
        CONFIRM_INTEREST,
        subject=_("Confirm what you could do about “%s”") % said.page.title,
        key=f"{said.page_id}:{subscriber.pk}:{said.said_at.date().isoformat()}",
        page=said.page,
        url=subscriber.address("subscriptions_confirm"),
    )


def queue_opened(said: Interest) -> bool:
    """Tell that the challenge takes applications now."""
    subscriber = said.subscriber
    return queue_once(
        subscriber.email,
        subscriber.authority,
        OPENED,
        subject=_("Open now: “%s”") % said.page.title,
        key=f"{said.page_id}:{subscriber.pk}",
        page=said.page,
        text=said.text,
        brief_url=f"{said.page.full_url}#apply",
        until=lasts_until(subscriber),
        manage_url=subscriber.address("subscriptions"),
        stop_url=subscriber.address("subscriptions_stop"),
    )
