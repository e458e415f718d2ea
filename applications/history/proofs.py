"""What an entry says of the rows that it is about: digests, which can be proven until erased.

Each column has a digest of its own, so that a check can say which was changed. All of a row's are
made with one salt, which stands in its `Proof` and is erased with what the row said.
"""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from applications.history import covered
from applications.models import Application, Draft, Entry, Extension, Proof

Digests = dict[str, str]
# A row's kind and key.
Subject = tuple[str, int]


@dataclass(frozen=True)
class Sheet:
    """The digests of an entry's rows, with what their proofs need."""

    digests: dict[str, Digests | None]
    proofs: list[Proof]


def subject_of(row: models.Model) -> Subject:
    """Return how a row is known; raise `KeyError` for one that no entry covers."""
    return covered.kind_of(type(row)).kind, row.pk


def sheet_of(covers: Iterable[Subject], uncovers: Iterable[Subject] = ()) -> Sheet:
    """Return the digests of rows as they stand now.

    Of rows that `uncovers` names none are made: they may change until they are covered again.
    A row that is not there any more is noted as gone.
    """
    sheet = Sheet({}, [])
    open_ones = set(uncovers)
    for kind, keys in _by_kind([*covers, *open_ones]).items():
        found = covered.kind_named(kind).found(keys)
        for key in keys:
            proof = Proof(kind=kind, key=key, salt="")
            row = found.get(key)
            if row is not None:
                proof.application_id = row.application
                if (kind, key) not in open_ones:
                    proof.salt = secrets.token_hex(16)
            made = digests_of(row.values, proof.salt) if row and proof.salt else {}
            sheet.digests[proof.row] = None if row is None else made
            sheet.proofs.append(proof)
    return sheet


def keep(sheet: Sheet, entry: Entry) -> None:
    """Keep the proofs of an entry that was written, in place of earlier ones."""
    for proof in sheet.proofs:
        proof.number, proof.page_id = entry.number, entry.page_id
        proof.application_id = proof.application_id or entry.application_id
    Proof.objects.bulk_create(
        sheet.proofs,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["number", "page", "application", "salt"],
    )


def digests_of(values: Mapping[str, Any], salt: str) -> Digests:
    """Return the SHA-256 of each value, its name and the salt, as 64 hexadecimal digits."""
    return {
        name: hashlib.sha256(f"{salt}:{name}:{canonical(value)}".encode()).hexdigest()
        for name, value in values.items()
    }


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: keys in order, no spaces, instants in UTC."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"The record cannot hold {type(value).__name__}.")


def changed_columns(values: Mapping[str, Any], digests: Digests, salt: str) -> list[str]:
    """Return the columns that are not as the digests say."""
    now = digests_of(values, salt)
    return [name for name in sorted({*now, *digests}) if now.get(name) != digests.get(name)]


def proofs_of(row: models.Model) -> models.QuerySet[Proof]:
    """Return the proof of one row, if there is any."""
    kind, key = subject_of(row)
    return Proof.objects.filter(kind=kind, key=key)


def proofs_about(draft: Draft, application: Application | None) -> models.QuerySet[Proof]:
    """Return the proofs of every row about a draft and what was sent of it."""
    extensions = Extension.objects.filter(draft=draft).values("pk")
    about = Q(kind=covered.kind_of(Extension).kind, key__in=extensions)
    if application:
        about |= Q(application=application)
    return Proof.objects.filter(about)


@dataclass(frozen=True)
class Standing:
    """A covered row beside its proof: `None` for values where the row is not there.

    `has_entry` says whether the entry that its proof names is there and covers it.
    """

    proof: Proof
    has_entry: bool
    digests: Digests | None
    values: dict[str, Any] | None

    @property
    def changed(self) -> list[str]:
        """The columns that are not as they were recorded."""
        if not self.digests or self.values is None:
            return []
        return changed_columns(self.values, self.digests, self.proof.salt)

    @property
    def is_as_recorded(self) -> bool:
        """Whether the row says what its last entry says; one that may change always does."""
        if not self.has_entry:
            return False
        if self.digests is None:
            return self.values is None
        return not self.digests or (self.values is not None and not self.changed)


def standing(proofs: Iterable[Proof]) -> list[Standing]:
    """Return rows beside their proofs; a query for each kind, and one for the entries."""
    proofs = list(proofs)
    entries = Entry.objects.filter(
        page__in={one.page_id for one in proofs}, number__in={one.number for one in proofs}
    ).values_list("page", "number", "digests")
    digests = {(page, number): of_entry for page, number, of_entry in entries}
    rows = {
        kind: covered.kind_named(kind).found(keys)
        for kind, keys in _by_kind((one.kind, one.key) for one in proofs).items()
    }
    found = []
    for one in proofs:
        said = digests.get((one.page_id, one.number), {})
        row = rows[one.kind].get(one.key)
        found.append(Standing(one, one.row in said, said.get(one.row), row.values if row else None))
    return found


def _by_kind(subjects: Iterable[Subject]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for kind, key in subjects:
        found[kind].append(key)
    return found
