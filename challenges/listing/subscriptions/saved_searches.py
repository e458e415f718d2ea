"""Saving a search, so that a mail comes when something new fits."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.forms.cleaning import clean_key
from authorities.forms.fields import AddressField
from authorities.forms.public import TrapForm
from businesses.models import Subscriber
from businesses.subscriptions.subscribers import Subscription, find_or_add, note_proven
from challenges.listing.addresses import listing_path
from challenges.listing.filter_form import ChallengeFilter
from challenges.listing.subscriptions.mails import queue_confirmation
from challenges.models import ChallengeListingPage
from challenges.models.saved_search import Frequency, SavedSearch

LONGEST = SavedSearch._meta.get_field("query").max_length or 500
# What a saved search keeps of the listing's facets: state and closing belong to a moment.
KEPT = ("theme", "authority", "directorate", "programme", "prize")


class SaveForm(TrapForm):
    """Where the mail goes, and how often at most."""

    email = AddressField(
        label=_("Your email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your email address.")},
    )
    frequency = forms.ChoiceField(
        label=_("How often, at most"),
        choices=Frequency,
        initial=Frequency.DAILY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )


class Searched:
    """The kind of subscription that a saved search is."""

    name = "search"

    def of(self, subscriber: Subscriber) -> Iterable[Subscription]:
        """Return the searches that the subscriber has saved."""
        now = timezone.now()
        listing = listing_path(ChallengeListingPage, subscriber.authority)
        return [
            Subscription(
                str(saved.pk),
                describe_query(saved.query, subscriber.authority, now),
                f"{listing}?{saved.query}",
            )
            for saved in SavedSearch.objects.confirmed().filter(subscriber=subscriber)
        ]

    def confirm(self, subscriber: Subscriber, now: datetime) -> None:
        """Let every search begin that was asked for."""
        SavedSearch.objects.filter(subscriber=subscriber, confirmed_at=None).update(
            confirmed_at=now, told_until=now
        )

    def remove(self, subscriber: Subscriber, key: str) -> None:
        """Forget one search."""
        SavedSearch.objects.filter(subscriber=subscriber, pk=clean_key(key)).delete()


def kept_query(asked: QueryDict, site: Site, now: datetime) -> str:
    """Return what is kept of a listing's address: what its filters can use, in a fixed order."""
    bar = ChallengeFilter(asked, site=site, now=now)
    kept = [("q", bar.words)] if bar.words else []
    kept += [(found.name, found.value) for found in bar.labels() if found.name in KEPT]
    # Somebody who ticked everything is told of more, and reads so before they save it.
    while len(urlencode(kept)) > LONGEST:
        kept.pop()
    return urlencode(kept)


def describe_query(query: str, site: Site, now: datetime) -> str:
    """Return what a saved search asks for, as a person reads it."""
    return said_by(ChallengeFilter(QueryDict(query), site=site, now=now))


def said_by(bar: ChallengeFilter) -> str:
    """Return what the filters ask for that a saved search keeps, as a person reads it."""
    said = [f"“{bar.words}”"] if bar.words else []
    said += [found.label for found in bar.labels() if found.name in KEPT]
    return " · ".join(said) or gettext("All challenges")


def is_saved_for(site: Site, query: str, email: str) -> bool:
    """Return whether this very search sends mail to the address already."""
    saved = SavedSearch.objects.confirmed().filter(subscriber__authority=site, query=query)
    return saved.filter(subscriber__email__iexact=email).exists()


@transaction.atomic
def save_search(
    site: Site, query: str, email: str, frequency: str, *, is_proven: bool, now: datetime
) -> SavedSearch:
    """Keep the search; its address is asked to confirm unless it was just proven."""
    subscriber = find_or_add(site, email, now)
    saved, _is_new = SavedSearch.objects.get_or_create(
        subscriber=subscriber,
        query=query,
        defaults={"asked_at": now, "told_until": now, "frequency": frequency},
    )
    if is_proven:
        note_proven(subscriber, now=now)
        saved.confirmed_at = saved.confirmed_at or now
        saved.frequency = frequency
        saved.save(update_fields=["confirmed_at", "frequency"])
    elif saved.confirmed_at is None:
        queue_confirmation(saved, search=describe_query(query, site, now), now=now)
    return saved
