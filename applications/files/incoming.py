"""Files on their way to a draft, piece by piece: half of one is private, bounded and forgotten.

What is whole goes through the same gate as any file that comes with a form.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction

from applications.models import Draft, IncomingFile
from authorities.batch import by_pk, for_each_isolated
from authorities.uploads.names import safe_name
from authorities.uploads.validation import check_size

KEPT_FOR = timedelta(days=1)
# One piece is in memory at a time.
LARGEST_PIECE = 1024 * 1024


class WrongPlace(Exception):
    """The piece does not go on where the file has come to."""


def begin(draft: Draft, question: str, name: str, size: int, now: datetime) -> IncomingFile:
    """Return a new file of which nothing has arrived; raise `ValidationError` for its size.

    All that is on its way to one draft is together no larger than one request may be: the oldest
    make room.
    """
    check_size(size)
    room = settings.REQUEST_MAX_BYTES - size
    for other in reversed(draft.incoming.filter(was_kept=False)):
        room -= other.size
        if room < 0:
            drop(other)
    return IncomingFile.objects.create(
        draft=draft, question=question, name=safe_name(name), size=size, changed_at=now
    )


@transaction.atomic
def append(incoming: IncomingFile, at: int, piece: bytes, now: datetime) -> IncomingFile:
    """Return the file with one more piece; raise `WrongPlace` unless that is the next one."""
    row = IncomingFile.objects.select_for_update().get(pk=incoming.pk)
    if at != row.received or at + len(piece) > row.size or row.was_kept:
        raise WrongPlace
    name = _folder(row) + f"{at:012d}"
    # A process that was killed may have left one.
    storages["private"].delete(name)
    storages["private"].save(name, ContentFile(piece))
    row.received += len(piece)
    row.changed_at = now
    row.save(update_fields=["received", "changed_at"])
    return row


def whole(incoming: IncomingFile) -> UploadedFile:
    """Return the file as a form would have brought it; raise `OSError` where a piece is gone."""
    content, storage = bytearray(), storages["private"]
    while len(content) < incoming.size:
        with storage.open(_folder(incoming) + f"{len(content):012d}") as piece:
            content += piece.read()
    return SimpleUploadedFile(incoming.name, bytes(content))


def note_kept(incoming: IncomingFile) -> None:
    """Note that the draft has the file, and delete its pieces."""
    IncomingFile.objects.filter(pk=incoming.pk).update(was_kept=True)
    transaction.on_commit(partial(_delete_pieces, _folder(incoming)))


def drop(incoming: IncomingFile) -> None:
    """Delete the file with all its pieces."""
    folder = _folder(incoming)
    incoming.delete()
    # A transaction that fails must still find them.
    transaction.on_commit(partial(_delete_pieces, folder))


def forget_old(now: datetime) -> int:
    """Drop what has not come further for a day; return how many files that were."""
    old = IncomingFile.objects.filter(changed_at__lt=now - KEPT_FOR)
    return for_each_isolated(old.iterator(), _forget, job="forget_incoming", key=by_pk)


def _forget(incoming: IncomingFile) -> bool:
    drop(incoming)
    return True


def _folder(incoming: IncomingFile) -> str:
    return f"applications/{incoming.draft_id}/incoming/{incoming.pk.hex}/"


def _delete_pieces(folder: str) -> None:
    storage = storages["private"]
    # Nothing arrived yet: there is no folder.
    with suppress(FileNotFoundError):
        for piece in storage.listdir(folder)[1]:
            storage.delete(folder + piece)
        storage.delete(folder.rstrip("/"))
