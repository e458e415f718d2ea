"""Asking for mail, confirming that the address is one's own, and ending it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from django.db import IntegrityError, transaction
from wagtail import hooks
from wagtail.models import Site

from businesses.models import Subscriber

# An address that nobody confirmed is forgotten after so long, a confirmed one after such silence.
UNCONFIRMED_LASTS = timedelta(days=7)
SILENCE = timedelta(days=365)


class Subscription(NamedTuple):
    """One thing that a subscriber hears of. `key` names it to its kind."""

    key: str
    label: str
    url: str


class Kind(Protocol):
    """What an app gives to `subscription_kinds`: its part of what people can subscribe to."""

    name: str

    def of(self, subscriber: Subscriber) -> Iterable[Subscription]:
        """Return what the subscriber hears of."""

    def confirm(self, subscriber: Subscriber, now: datetime) -> None:
        """Let what was asked for begin."""

    def remove(self, subscriber: Subscriber, key: str) -> None:
        """End one subscription."""


def kinds() -> list[Kind]:
    """Return every kind of subscription that the apps have registered."""
    return [kind for offer in hooks.get_hooks("subscription_kinds") for kind in offer()]


def heard_of(subscriber: Subscriber) -> list[tuple[str, Subscription]]:
    """Return everything that the subscriber hears of, each with the name of its kind."""
    return [(kind.name, found) for kind in kinds() for found in kind.of(subscriber)]


def find_or_add(authority: Site, email: str, now: datetime) -> Subscriber:
    """Return the authority's subscriber of this address, however it is capitalised."""
    known = Subscriber.objects.filter(authority=authority, email__iexact=email)
    if found := known.first():
        return found
    try:
        with transaction.atomic():
            return Subscriber.objects.create(
                authority=authority, email=email, asked_at=now, seen_at=now
            )
    except IntegrityError:
        return known.get()


@transaction.atomic
def confirm(subscriber: Subscriber, *, now: datetime) -> None:
    """Let everything begin that was asked for under this address."""
    subscriber.confirmed_at = subscriber.confirmed_at or now
    subscriber.seen_at = now
    subscriber.save(update_fields=["confirmed_at", "seen_at"])
    for kind in kinds():
        kind.confirm(subscriber, now)


def note_proven(subscriber: Subscriber, *, now: datetime) -> None:
    """Take the address as confirmed: the person has just proven that it is theirs."""
    Subscriber.objects.filter(pk=subscriber.pk, confirmed_at=None).update(confirmed_at=now)


def note_seen(subscriber: Subscriber, *, now: datetime) -> None:
    """Remember that the person still wants our mail: they have pressed a button."""
    Subscriber.objects.filter(pk=subscriber.pk).update(seen_at=now)


def lasts_until(subscriber: Subscriber) -> datetime:
    """Return when we stop writing to somebody who says nothing until then."""
    return subscriber.seen_at + SILENCE


def end(subscriber: Subscriber) -> None:
    """Forget the address, and with it all that it asked for."""
    subscriber.delete()


def forget_silent(now: datetime) -> int:
    """Forget addresses that were never confirmed, or silent for a year; return how many."""
    stale = Subscriber.objects.filter(
        confirmed_at=None, asked_at__lt=now - UNCONFIRMED_LASTS
    ) | Subscriber.objects.filter(seen_at__lt=now - SILENCE)
    count = stale.count()
    stale.delete()
    return count
