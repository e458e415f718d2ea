"""Rows and their entries, both ways: each covered row is as it was, each row has its entry."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.history.covered import Covered, kind_named, kinds
from applications.history.proofs import Standing, standing
from applications.models import Application, Decision, Entry, Event, Proof
from authorities.batch import in_batches

CHUNK = 500


def row_faults(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the entry's number and a sentence for each covered row that is not as recorded."""
    proofs = (
        Proof.objects.filter(page_id=page.pk)
        .select_related("application")
        .only("page", "kind", "key", "salt", "number", "application__reference")
        .order_by("kind", "key")
    )
    for batch in in_batches(proofs.iterator(chunk_size=CHUNK), CHUNK):
        for one in standing(batch):
            for sentence in _sentences(one):
                yield one.proof.number, sentence


def _sentences(one: Standing) -> Iterator[str]:
    if one.is_as_recorded:
        return
    kind = kind_named(one.proof.kind)
    reference = one.proof.application.reference if one.proof.application else ""
    row = kind.named(one.proof.key, reference)
    if not one.has_entry:
        yield _("%s: the entry that proves it is gone.") % row
    elif one.digests is None:
        yield _("%s is there again after it was removed on the record.") % row
    elif one.values is None:
        yield _("%s was deleted after it was recorded.") % row
    elif not one.proof.salt:
        yield _("%s cannot be proven any more: it was changed before it was erased.") % row
    else:
        for column in one.changed:
            yield _("%(row)s: the %(column)s was changed after it was recorded.") % {
                "row": row,
                "column": kind.in_words(column),
            }


def unproven_rows(page: Page) -> Iterator[tuple[Covered, int]]:
    """Yield the rows about a page that no entry covers; a query for each kind."""
    for kind in kinds():
        proof = Proof.objects.filter(kind=kind.kind, key=OuterRef("pk"))
        rows = kind.of_page(page).exclude(Exists(proof)).order_by("pk")
        for key in rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK):
            yield kind, key


def unrecorded_faults(page: Page) -> Iterator[str]:
    """Yield a sentence for each row that has no entry and must have one.

    Before a page's old entries are sealed, they have to name its decisions alone.
    """
    only_decisions = is_unsealed(page)
    for batch in in_batches(unproven_rows(page), CHUNK):
        named = decisions_named(page, batch) if only_decisions else set()
        faulty: dict[str, list[int]] = defaultdict(list)
        for kind, key in batch:
            if not only_decisions or (kind.model is Decision and key not in named):
                faulty[kind.kind].append(key)
        for name, keys in faulty.items():
            references = _references(name, keys)
            for key in keys:
                row = kind_named(name).named(key, references.get(key, ""))
                yield _("%s has no entry: it was added unrecorded, or its entry is gone.") % row


def is_unsealed(page: Page) -> bool:
    """Return whether a page's history began before digests, and was not sealed since."""
    entries = Entry.objects.filter(page_id=page.pk)
    return entries.filter(scheme=0).exists() and not entries.filter(event=Event.SEALED).exists()


def decisions_named(page: Page, batch: list[tuple[Covered, int]]) -> set[int]:
    """Return the decisions among these rows that an entry names."""
    keys = [key for kind, key in batch if kind.model is Decision]
    if not keys:
        return set()
    entries = Entry.objects.filter(page_id=page.pk, about__decision__in=keys)
    return set(entries.values_list("about__decision", flat=True))


def _references(kind: str, keys: list[int]) -> dict[int, str]:
    """Return by its key which application each row of a kind is about."""
    rows = kind_named(kind).found(keys).items()
    about = {key: row.application for key, row in rows if row.application}
    known = Application.objects.filter(pk__in=set(about.values()))
    references = dict(known.values_list("pk", "reference"))
    return {key: references[application] for key, application in about.items()}
