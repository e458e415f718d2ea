"""Drafts that are gone: whoever comes by an old address is told so, and by whom and when."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from applications.models import Draft, DraftErasure


def note_erasure(draft: Draft, secrets: Iterable[str], now: datetime) -> None:
    """Keep that the draft which these addresses opened was erased by its contact."""
    DraftErasure.objects.bulk_create(
        [DraftErasure(digest=_digest(secret), page_id=draft.page_id, at=now) for secret in secrets],
        ignore_conflicts=True,
    )


def erasure_of(secret: str) -> DraftErasure | None:
    """Return what is known of the draft that the address opened, if it was erased."""
    return DraftErasure.objects.select_related("page").filter(pk=_digest(secret)).first()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
