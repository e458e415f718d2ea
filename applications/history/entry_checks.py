"""The chain itself: entries in their order, each as it was written, each proof where it belongs."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.history.chain import digest_of, hash_of
from applications.models import Entry, Event, Proof
from authorities.batch import in_batches

CHUNK = 200


def entry_faults(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the number and a sentence for each entry that is not as it was written."""
    erasures = Entry.objects.filter(page_id=page.pk, event=Event.ERASED)
    erased = {
        number
        for about in erasures.values_list("about", flat=True)
        for number in about.get("reasons_of", ())
    }
    expected, previous_hash, scheme = 1, "", 0
    entries = Entry.objects.filter(page_id=page.pk).order_by("number")
    for batch in in_batches(entries.iterator(chunk_size=CHUNK), CHUNK):
        for entry in batch:
            if entry.number != expected:
                yield expected, _("Entries are missing before number %d.") % entry.number
            elif entry.previous_hash != previous_hash:
                yield entry.number, _("It does not follow from the entry before.")
            if hash_of(entry) != entry.hash or entry.scheme < scheme:
                yield entry.number, _("It was changed after it was written.")
            if not _has_its_reason(entry, erased):
                yield entry.number, _("Its reason was changed after it was written.")
            expected, previous_hash, scheme = entry.number + 1, entry.hash, entry.scheme
        yield from _faults_of_proofs(page, batch)


def _has_its_reason(entry: Entry, erased: Collection[int]) -> bool:
    """Return whether the reason is what was typed, or was erased and that is on the record."""
    if entry.reason or entry.salt:
        return digest_of(entry.salt, entry.reason) == entry.reason_digest
    return not entry.reason_digest or entry.number in erased


def _faults_of_proofs(page: Page, batch: Collection[Entry]) -> Iterator[tuple[int, str]]:
    """Yield which entries' rows are proven by an earlier entry, by another page's, or by none."""
    last = {row: entry.number for entry in batch for row in entry.digests}
    keys: dict[str, list[int]] = defaultdict(list)
    for row in last:
        kind, _colon, key = row.partition(":")
        keys[kind].append(int(key))
    if not keys:
        return
    asked = reduce(or_, (Q(kind=kind, key__in=of_kind) for kind, of_kind in keys.items()))
    proofs = Proof.objects.filter(asked, page_id=page.pk)
    proven_by = {
        f"{kind}:{key}": number for kind, key, number in proofs.values_list("kind", "key", "number")
    }
    for row, number in last.items():
        if proven_by.get(row, 0) < number:
            yield number, _("What it proves of %s was removed after it was written.") % row
