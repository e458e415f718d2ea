"""Where each page's history ends, signed and kept outside the database.

Whoever can write the database can cut a history off or write it anew with the right hashes. A head
that was signed with a key that the database does not hold, and stands elsewhere, shows it. The
signature is Ed25519 (RFC 8032): an auditor needs the public key alone, and can forge nothing.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Self

import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from post_office import mail

from applications.history.proofs import canonical
from applications.models import Entry
from authorities.batch import in_batches
from authorities.mail.sender import AUTOMATIC

log = structlog.get_logger(__name__)

CHUNK = 500


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs heads, made of `RECORD_KEY`, or of `SECRET_KEY` without one."""
    secret = settings.RECORD_KEY or settings.SECRET_KEY
    return Ed25519PrivateKey.from_private_bytes(sha256(f"record heads:{secret}".encode()).digest())


def public_key() -> str:
    """Return what verifies our heads, in Base64: nothing can be signed with it."""
    return b64encode(signing_key().public_key().public_bytes_raw()).decode()


@dataclass(frozen=True)
class Head:
    """The last entry of a page at an instant, with our signature."""

    page: int
    number: int
    hash: str
    at: datetime
    signature: str = ""

    @property
    def signed_text(self) -> bytes:
        """What the signature covers."""
        return canonical(["head", 1, self.page, self.number, self.hash, self.at]).encode()

    def is_signed_by(self, keys: Iterable[str]) -> bool:
        """Return whether one of these public keys verifies the signature."""
        for key in keys:
            try:
                signature = b64decode(self.signature, validate=True)
                Ed25519PublicKey.from_public_bytes(b64decode(key)).verify(
                    signature, self.signed_text
                )
            except (InvalidSignature, ValueError):
                continue
            return True
        return False

    def as_line(self) -> str:
        """Return the head as a line of JSON."""
        return json.dumps(
            {
                "at": self.at.isoformat(),
                "page": self.page,
                "number": self.number,
                "hash": self.hash,
                "signature": self.signature,
            }
        )

    @classmethod
    def of_line(cls, line: str) -> Self:
        """Return the head that a line holds; raise `ValueError` for anything else."""
        try:
            found = json.loads(line)
            at = datetime.fromisoformat(found["at"])
            if at.tzinfo is None:
                raise ValueError(line)
            signature = str(found["signature"])
            return cls(int(found["page"]), int(found["number"]), str(found["hash"]), at, signature)
        except (KeyError, TypeError) as error:
            raise ValueError(line) from error


def heads(now: datetime, only: int | None = None) -> Iterator[Head]:
    """Yield the head of each page that has a history, signed at this instant."""
    key = signing_key()
    last = Entry.objects.filter(page=OuterRef("page")).order_by("-number").values("number")[:1]
    entries = Entry.objects.filter(number=Subquery(last)).order_by("page")
    if only is not None:
        entries = entries.filter(page=only)
    for page, number, hash_ in entries.values_list("page", "number", "hash").iterator():
        unsigned = Head(page, number, hash_, now)
        signature = b64encode(key.sign(unsigned.signed_text)).decode()
        yield Head(page, number, hash_, now, signature)


def write_heads(now: datetime) -> int:
    """Write the heads that changed since the last time to the file and by mail; return how many.

    The mail first: where the file then fails, both are done again.
    """
    file, address = settings.RECORD_HEADS_FILE, settings.RECORD_HEADS_EMAIL
    if not (file or address):
        return 0
    known = _last_written(Path(file)) if file else {}
    new = [one for one in heads(now) if known.get(one.page) != (one.number, one.hash)]
    if not new:
        return 0
    lines = "".join(f"{one.as_line()}\n" for one in new)
    if address:
        _mail(address, lines, len(new))
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        with Path(file).open("a", encoding="utf-8") as heads_file:
            heads_file.write(lines)
    log.info("record_heads_written", heads=len(new))
    return len(new)


def _last_written(file: Path) -> dict[int, tuple[int, str]]:
    known = {}
    if file.exists():
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                try:
                    head = Head.of_line(line)
                except ValueError:
                    continue  # the check says so
                known[head.page] = head.number, head.hash
    return known


def _mail(address: str, lines: str, number: int) -> None:
    mail.send(
        address,
        settings.DEFAULT_FROM_EMAIL,
        subject=_("Heads of the record: %d") % number,
        message=_(
            "Keep this mail: with it, it can be proven that the record was not changed before "
            "today. Save the lines below in a file and run `manage.py check_history --against` "
            "with it.\n\nPublic key: %(key)s\n\n%(lines)s"
        )
        % {"key": public_key(), "lines": lines},
        headers=AUTOMATIC,
    )


@dataclass
class Against:
    """What a file of heads says of the history.

    `faults` are sentences; `since` is the first head of each page that stands as it was signed.
    """

    faults: list[str]
    since: dict[int, datetime]


def compare(lines: Iterable[str], *, keys: Iterable[str] = (), only: int | None = None) -> Against:
    """Compare the history with heads that were kept elsewhere; a query for some hundred lines.

    `keys` are public keys besides ours, of before the key was changed.
    """
    trusted = [public_key(), *keys]
    against = Against([], {})
    numbered = enumerate(lines, start=1)
    for batch in in_batches(numbered, CHUNK):
        found = []
        for number, line in batch:
            if not line.strip():
                continue
            try:
                head = Head.of_line(line)
            except ValueError:
                against.faults.append(_("Line %d of the file is not a head.") % number)
                continue
            if not head.is_signed_by(trusted):
                against.faults.append(_("Line %d of the file was not signed by us.") % number)
            elif only in (None, head.page):
                found.append(head)
        _compare(found, against)
    return against


def _compare(found: list[Head], against: Against) -> None:
    entries = Entry.objects.filter(
        page__in={one.page for one in found}, number__in={one.number for one in found}
    )
    hashes = {(page, n): hash_ for page, n, hash_ in entries.values_list("page", "number", "hash")}
    for head in found:
        stands = hashes.get((head.page, head.number))
        about = {"page": head.page, "number": head.number, "day": head.at.isoformat()}
        if stands is None:
            against.faults.append(
                _(
                    "Page %(page)d: entry %(number)d was there on %(day)s and is gone. The history "
                    "was cut off."
                )
                % about
            )
        elif stands != head.hash:
            against.faults.append(
                _(
                    "Page %(page)d: entry %(number)d is not the one of %(day)s. The history was "
                    "written anew."
                )
                % about
            )
        else:
            against.since.setdefault(head.page, head.at)
