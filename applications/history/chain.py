"""The history: what is written into it, and whether it is whole.

Each page has one chain of entries. An entry's hash covers what happened and the hash of the entry
before, so whoever changes, removes or slips in an entry changes every hash after it. Names and
answers stand elsewhere; the history holds their keys. Reasons, which people type, are covered by a
salted digest: erased together with its salt, a reason can neither be read nor guessed, and the
chain stays whole.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.models import Application, Assessor, Decision, Entry, Event
from authorities.models import User


@dataclass(frozen=True)
class Fault:
    """One place where a page's history is not as it was written."""

    page_id: int
    number: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.page_id}/{self.number}: {self.sentence}"


@transaction.atomic(savepoint=False)
def record(
    event: Event,
    *,
    authority: Site,
    page: Page,
    application: Application | None = None,
    actor: User | None = None,
    assessor: Assessor | None = None,
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    at: datetime | None = None,
    **about: object,
) -> Entry:
    """Write an entry after the last one of the page, and return it.

    `about` holds keys, numbers and states that JSON can hold; never names or answers. The page is
    locked, so that two entries at once follow one another.
    """
    Page.objects.select_for_update().filter(pk=page.pk).first()
    last = Entry.objects.filter(page_id=page.pk).order_by("-number").first()
    reason = reason.strip()
    entry = Entry(
        authority=authority,
        page_id=page.pk,
        application=application,
        actor=actor,
        assessor=assessor,
        number=last.number + 1 if last else 1,
        event=event,
        from_state=from_state,
        to_state=to_state,
        about=about,
        at=at or timezone.now(),
        reason=reason,
        previous_hash=last.hash if last else "",
    )
    if reason:
        entry.salt = secrets.token_hex(16)
        entry.reason_digest = digest_of(entry.salt, reason)
    entry.hash = hash_of(entry)
    entry.save()
    return entry


def record_for(event: Event, application: Application, **entry) -> Entry:
    """Write an entry about one application."""
    return record(
        event,
        authority=application.authority,
        page=application.page,
        application=application,
        **entry,
    )


def record_move(decision: Decision) -> Entry:
    """Write that an application was moved."""
    about: dict[str, object] = {"decision": decision.pk}
    if decision.because:
        about["because"] = decision.because
    if decision.is_over_limit:
        about["is_over_limit"] = True
    return record_for(
        Event.MOVED if decision.from_status else Event.SENT,
        decision.application,
        actor=decision.actor,
        from_state=decision.from_status,
        to_state=decision.to_status,
        reason=decision.reason,
        at=decision.at,
        **about,
    )


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 of the entry and of the hash before it, as 64 hexadecimal digits."""
    covered = [
        entry.page_id,
        entry.number,
        entry.event,
        entry.application_id,
        entry.actor_id,
        entry.assessor_id,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.from_state,
        entry.to_state,
        entry.about,
        entry.reason_digest,
        entry.previous_hash,
    ]
    text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(salt: str, reason: str) -> str:
    """Return the SHA-256 of a reason and its salt."""
    return hashlib.sha256(f"{salt}:{reason}".encode()).hexdigest()


@transaction.atomic(savepoint=False)
def record_erasure(entries: models.QuerySet[Entry], *, page: Page, **entry) -> Entry:
    """Erase what was typed as a reason in these entries of the page, and write that it was.

    Their hashes stay right. The entry names their numbers: the check takes no other absence of a
    reason. Takes what `record` takes, and returns the entry.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    with_reason = entries.exclude(reason="")
    numbers = list(with_reason.order_by("number").values_list("number", flat=True))
    models.QuerySet.update(with_reason, reason="", salt="")
    return record(Event.ERASED, page=page, reasons_of=numbers, **entry)


def check(page: Page) -> Iterator[Fault]:
    """Yield every place where the page's history is not as it was written."""
    erasures = Entry.objects.filter(page_id=page.pk, event=Event.ERASED)
    erased = {number for one in erasures for number in one.about.get("reasons_of", ())}
    expected, previous_hash = 1, ""
    for entry in Entry.objects.filter(page_id=page.pk).order_by("number").iterator():
        if entry.number != expected:
            sentence = _("Entries are missing before number %d.") % entry.number
            yield Fault(page.pk, expected, sentence)
        elif entry.previous_hash != previous_hash:
            yield Fault(page.pk, entry.number, _("It does not follow from the entry before."))
        if hash_of(entry) != entry.hash:
            yield Fault(page.pk, entry.number, _("It was changed after it was written."))
        if not _has_its_reason(entry, erased):
            yield Fault(page.pk, entry.number, _("Its reason was changed after it was written."))
        expected, previous_hash = entry.number + 1, entry.hash
    recorded = set(
        Entry.objects.filter(page_id=page.pk, event__in=[Event.MOVED, Event.SENT]).values_list(
            "about__decision", flat=True
        )
    )
    decided = Decision.objects.filter(application__page_id=page.pk).values_list("pk", flat=True)
    for missing in sorted(set(decided) - recorded):
        yield Fault(page.pk, expected, _("The entry of decision %d is missing.") % missing)


def _has_its_reason(entry: Entry, erased: Collection[int]) -> bool:
    """Return whether the reason is what was typed, or was erased and that is on the record."""
    if entry.reason or entry.salt:
        return digest_of(entry.salt, entry.reason) == entry.reason_digest
    return not entry.reason_digest or entry.number in erased
