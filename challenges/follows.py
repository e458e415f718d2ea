"""Following a challenge by mail: its amendments, its answers and what comes of it, each once.

Who said what they could do about an announced challenge hears the same, until it has opened.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django import forms
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from applications.models import Draft
from authorities.forms.cleaning import clean_key
from authorities.forms.fields import AddressField
from authorities.forms.public import TrapForm
from authorities.mail.outbox import queue_once
from authorities.mail.registry import register
from authorities.scope import authority_of
from businesses.models import Subscriber
from businesses.subscriptions.subscribers import Subscription, find_or_add, lasts_until, note_proven
from challenges.models import Amendment, ChallengePage, Clarification, Follow, Interest
from challenges.models.status import ENDED_EARLY, SELECTION_ANNOUNCED, Stage

# From which stages on the public knows what came of a challenge.
OUTCOMES = frozenset({Stage.MATCHED, *SELECTION_ANNOUNCED, *ENDED_EARLY})


CONFIRM_FOLLOW = register(
    "confirm_follow",
    "challenges/mail/confirm_follow.txt",
    to="who wants to follow a challenge",
    when="their address is not proven yet",
)
FOLLOWED = register(
    "followed",
    "challenges/mail/followed.txt",
    to="who follows a challenge, or until it opens said what they could do",
    when="it is amended, answered about, put off, or comes to something",
)


class FollowForm(TrapForm):
    """One address, and nothing else."""

    follow_email = AddressField(
        label=_("Your email"),
        help_text=_("We write only about this challenge, and each mail has a link to end it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your email address.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="follow_%s", **kwargs)


class Followed:
    """The kind of subscription that following a challenge is."""

    name = "challenge"

    def of(self, subscriber: Subscriber) -> Iterable[Subscription]:
        """Return the challenges that the subscriber follows."""
        follows = Follow.objects.confirmed().filter(subscriber=subscriber).select_related("page")
        return [
            Subscription(str(follow.page_id), follow.page.title, follow.page.full_url)
            for follow in follows.order_by("page__title")
        ]

    def confirm(self, subscriber: Subscriber, now: datetime) -> None:
        """Let every follow begin that was asked for."""
        Follow.objects.filter(subscriber=subscriber, confirmed_at=None).update(confirmed_at=now)

    def remove(self, subscriber: Subscriber, key: str) -> None:
        """End following one challenge."""
        Follow.objects.filter(subscriber=subscriber, page_id=clean_key(key)).delete()


def count_followers(keys: Collection[int]) -> dict[int, int]:
    """Return how many people follow each of these challenges, by its key."""
    follows = Follow.objects.confirmed().filter(page__in=keys).order_by()
    return dict(follows.values_list("page").annotate(number=Count("pk")))


def can_be_followed(page: ChallengePage) -> bool:
    """Return whether something can still become of it."""
    return page.live and page.stage not in (ENDED_EARLY | {Stage.PROCURED, Stage.NOT_PROCURED})


def is_followed_by(page: ChallengePage, email: str) -> bool:
    """Return whether mail about the challenge goes to this address, however it is capitalised."""
    follows = Follow.objects.confirmed().filter(page_id=page.pk)
    return follows.filter(subscriber__email__iexact=email).exists()


@transaction.atomic
def follow(page: ChallengePage, email: str, *, is_proven: bool, now: datetime) -> Follow:
    """Let an address follow a challenge; it is asked to confirm unless it was just proven."""
    subscriber = find_or_add(authority_of(page), email, now)
    made, _is_new = Follow.objects.get_or_create(
        page=page, subscriber=subscriber, defaults={"asked_at": now}
    )
    if is_proven:
        note_proven(subscriber, now=now)
        made.confirmed_at = made.confirmed_at or now
        made.save(update_fields=["confirmed_at"])
    elif made.confirmed_at is None:
        queue_once(
            subscriber.email,
            subscriber.authority,
            CONFIRM_FOLLOW,
            subject=gettext("Confirm that you follow “%s”") % page.title,
            key=f"{made.pk}:{now.date().isoformat()}",
            page=page,
            url=subscriber.address("subscriptions_confirm"),
        )
    return made


def tell_of_amendment(page: ChallengePage, amendment: Amendment) -> int:
    """Tell who follows what has changed; who is applying has a mail of their own."""
    return _tell(
        page,
        key=f"amendment:{amendment.pk}",
        subject=gettext("“%s” has changed") % page.title,
        text=amendment.text,
        anchor="changes",
    )


def tell_of_answers(page: ChallengePage, new: list[Clarification], *, key: str) -> int:
    """Tell who follows of new answers; who is applying has a mail of their own."""
    subject = ngettext("A new answer about “%s”", "New answers about “%s”", len(new))
    return _tell(
        page,
        key=f"answers:{key}",
        subject=subject % page.title,
        text="\n\n".join(f"{row.question}\n\n{row.answer}" for row in new),
        anchor="clarifications",
    )


def tell_of_opening(page: ChallengePage, *, key: str, opening: str) -> int:
    """Tell who follows an announced challenge that it opens at another moment than it said."""
    return _tell(
        page,
        key=f"opening:{key}",
        subject=gettext("“%s” opens at another time") % page.title,
        text=gettext("Applications now open on %s.") % opening,
    )


def tell_of_outcome(page: ChallengePage, stage: Stage, *, key: str, reason: str = "") -> int:
    """Tell everybody who follows what has come of the challenge."""
    state = gettext("The challenge is now: %s.") % stage.label
    return _tell(
        page,
        key=f"outcome:{key}",
        subject=gettext("What has come of “%s”") % page.title,
        text=f"{state}\n\n{reason}".strip(),
        leaves_out_applicants=stage in (Stage.WITHDRAWN, Stage.CANCELLED),
    )


def _tell(
    page: ChallengePage,
    *,
    key: str,
    subject: str,
    text: str,
    anchor: str = "",
    leaves_out_applicants: bool = True,
) -> int:
    """Queue one mail to each who hears of it, once for each `key`; return how many were queued."""
    hearers = _hearers(page)
    if leaves_out_applicants:
        told = Draft.objects.filter(page_id=page.pk).exclude(email="").values_list(Lower("email"))
        hearers = hearers.alias(lowered=Lower("email")).exclude(lowered__in=told)
    return sum(
        queue_once(
            subscriber.email,
            subscriber.authority,
            FOLLOWED,
            subject=subject,
            key=f"{key}:{subscriber.pk}",
            page=page,
            text=text,
            brief_url=f"{page.full_url}#{anchor}" if anchor else page.full_url,
            manage_url=subscriber.address("subscriptions"),
            until=lasts_until(subscriber),
            stop_url=subscriber.address("subscriptions_stop"),
        )
        for subscriber in hearers.order_by("pk").iterator(chunk_size=500)
    )


def count_hearers(page: ChallengePage) -> int:
    """Return how many people hear of what happens before it opens."""
    return _hearers(page).count()


def _hearers(page: ChallengePage) -> QuerySet[Subscriber]:
    """Return who follows the challenge, or waits for it to open, each once."""
    follows = Follow.objects.confirmed().filter(page=page)
    interested = Interest.objects.waiting().filter(page=page)
    return Subscriber.objects.select_related("authority").filter(
        Q(pk__in=follows.values("subscriber")) | Q(pk__in=interested.values("subscriber"))
    )
