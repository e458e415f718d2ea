"""The history: what is written into it.

Each page has one chain of entries. An entry's hash covers what happened and the hash of the entry
before, so whoever changes, removes or slips in an entry changes every hash after it. Names and
answers stand elsewhere; the history holds their keys. Reasons, which people type, are covered by a
salted digest: erased together with its salt, a reason can neither be read nor guessed, and the
chain stays whole. Digests of the rows that an entry is about go the same way, see
`applications.history.proofs`.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from applications.history.covered import covered_by
from applications.history.proofs import (
    Sheet,
    Subject,
    keep,
    sheet_of,
    standing,
    subject_of,
)
from applications.models import Application, Assessor, Decision, Entry, Event, Proof
from authorities.models import User


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
    covers: Iterable[models.Model | Subject] = (),
    uncovers: Iterable[models.Model] = (),
    **about: object,
) -> Entry:
    """Write an entry after the last one of the page, and return it.

    `about` holds keys, numbers and states that JSON can hold; never names or answers. The rows in
    `covers` are proven as the database has them now, so they are saved first; those in `uncovers`
    may change again, or are gone. The page is locked, so that two entries at once follow one
    another. Raises `ValueError` for rows that the event is not about, and for a missing one.
    """
    Page.objects.select_for_update().filter(pk=page.pk).first()
    last = Entry.objects.filter(page_id=page.pk).order_by("-number").first()
    reason = reason.strip()
    sheet = _sheet(event, covers, uncovers)
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
        scheme=Entry.SCHEME,
        digests=sheet.digests,
        previous_hash=last.hash if last else "",
    )
    if reason:
        entry.salt = secrets.token_hex(16)
        entry.reason_digest = digest_of(entry.salt, reason)
    entry.hash = hash_of(entry)
    entry.save()
    keep(sheet, entry)
    return entry


def _sheet(
    event: Event, covers: Iterable[models.Model | Subject], uncovers: Iterable[models.Model]
) -> Sheet:
    """Return the digests of an entry's rows, after a look whether they are the event's."""
    mine = [one if isinstance(one, tuple) else subject_of(one) for one in covers]
    open_ones = [subject_of(one) for one in uncovers]
    if event not in (Event.ERASED, Event.SEALED):
        expected = {one.kind for one in covered_by(event)}
        given = {kind for kind, _key in (*mine, *open_ones)}
        if given - expected or (expected and not given):
            raise ValueError(f"An entry of {event} is about {sorted(expected)}, not {given}.")
    return sheet_of(mine, open_ones)


def record_for(event: Event, application: Application, **entry) -> Entry:
    """Write an entry about one application."""
    return record(
        event,
        authority=application.authority,
        page=application.page,
        application=application,
        **entry,
    )


def record_move(decision: Decision, *sent: models.Model) -> Entry:
    """Write that an application was moved; with what was `sent`, where it was."""
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
        covers=[decision, *sent],
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
    if entry.scheme:
        covered += [entry.scheme, entry.digests]
    text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(salt: str, reason: str) -> str:
    """Return the SHA-256 of a reason and its salt."""
    return hashlib.sha256(f"{salt}:{reason}".encode()).hexdigest()


def proven(proofs: models.QuerySet[Proof]) -> set[Subject]:
    """Return the rows of these proofs that are as they were recorded: asked before an erasure."""
    found = standing(proofs)
    return {(one.proof.kind, one.proof.key) for one in found if one.is_as_recorded}


@transaction.atomic(savepoint=False)
def record_erasure(
    entries: models.QuerySet[Entry],
    *,
    page: Page,
    proofs: models.QuerySet[Proof],
    before: Collection[Subject],
    **entry,
) -> Entry:
    """Erase what was typed as a reason in these entries of the page, and write that it was.

    Their hashes stay right. The entry names their numbers, and covers what is left of the rows
    that were changed; no other change passes the check. Of rows that were not as recorded
    `before`, nothing is proven anew. Takes what `record` takes, and returns the entry.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    with_reason = entries.exclude(reason="")
    numbers = list(with_reason.order_by("number").values_list("number", flat=True))
    models.QuerySet.update(with_reason, reason="", salt="")
    changed = [one.proof for one in standing(proofs) if not one.is_as_recorded]
    Proof.objects.filter(pk__in=[one.pk for one in changed]).update(salt="")
    covers = [subject for one in changed if (subject := (one.kind, one.key)) in before]
    return record(Event.ERASED, page=page, reasons_of=numbers, covers=covers, **entry)
