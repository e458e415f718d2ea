"""A draft's files: taken or refused, replaced and removed one by one."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from applications.files.upload_validation import file_type, validate_upload
from applications.models import ApplicationFile, Draft, IncomingFile
from authorities.uploads.names import safe_name
from authorities.uploads.scanning import scan_upload


def kept(draft: Draft) -> dict[str, ApplicationFile]:
    """Return the draft's files by the question that they answer; a harmful one answers none."""
    return {
        file.question: file
        for file in draft.files.all()
        if file.is_in_draft and not file.is_harmful
    }


def unfinished(draft: Draft) -> dict[str, IncomingFile]:
    """Return the files that stopped on their way, by question; none that another one replaced."""
    there = kept(draft)
    return {
        one.question: one
        for one in draft.incoming.filter(was_kept=False)
        if one.question not in there or there[one.question].uploaded_at < one.changed_at
    }


def accepted(
    uploads: Mapping[str, UploadedFile], refused: dict[str, str]
) -> dict[str, UploadedFile]:
    """Return the files that we take, by question; write into `refused` why the others are not."""
    taken = {}
    for question, upload in uploads.items():
        try:
            validate_upload(upload)
        except ValidationError as refusal:
            refused[question] = " ".join(refusal.messages)
        else:
            taken[question] = upload
    return taken


def not_yet_kept(draft: Draft, uploads: Mapping[str, UploadedFile]) -> dict[str, UploadedFile]:
    """Return the files that change the draft: the same one sent again does not."""
    there = kept(draft) if uploads else {}
    return {
        question: upload
        for question, upload in uploads.items()
        if question not in there or not _is_same(there[question], upload)
    }


def keep(draft: Draft, uploads: Mapping[str, UploadedFile], now: datetime) -> None:
    """Put each file into the draft in place of the one before.

    To be called last in a transaction: what is in storage does not go away with it.
    """
    made: list[ApplicationFile] = []
    try:
        for question, upload in uploads.items():
            remove(draft, question)
            file = ApplicationFile(
                draft=draft,
                question=question,
                name=safe_name(upload.name or ""),
                content_type=file_type(upload).media_type,
                size=upload.size or 0,
                uploaded_at=now,
                scan_state=scan_upload(upload),
            )
            made.append(file)
            file.file.save(file.name, upload, save=True)
    except BaseException:
        for file in made:
            if file.file:
                file.file.delete(save=False)
        raise


def remove(draft: Draft, question: str) -> set[str]:
    """Take the question's file out of the draft; delete it unless it was sent once.

    Returns the question if there was one.
    """
    changed = set()
    for file in draft.files.filter(question=question, is_in_draft=True):
        changed.add(question)
        if file.was_sent:
            file.is_in_draft = False
            file.save(update_fields=["is_in_draft"])
        else:
            file.delete()
            # A transaction that fails must still find its file.
            transaction.on_commit(partial(file.file.delete, save=False))
    return changed


def _is_same(file: ApplicationFile, upload: UploadedFile) -> bool:
    """Return whether both have one name and content; a file that cannot be read is no other's."""
    if (file.name, file.size) != (safe_name(upload.name or ""), upload.size):
        return False
    upload.seek(0)
    try:
        with file.file.open() as stored:
            return all(stored.read(len(chunk)) == chunk for chunk in upload.chunks())
    except OSError:
        return False
    finally:
        upload.seek(0)
