"""The mark that a restore leaves until it has ended: nothing here can be used meanwhile."""

from pathlib import Path

from django.conf import settings

NAME = ".restoring"


def mark() -> Path:
    """Return where the mark is, if it is there."""
    return Path(str(settings.PRIVATE_MEDIA_ROOT)) / NAME


def is_restoring() -> bool:
    """Return whether a restore has begun, and not ended."""
    return mark().exists()
