"""What stored files hold, as far as the record covers it: a digest of each."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.files.storage import storages

from applications.models import ApplicationFile


def contents_of(stored: Mapping[int, Any]) -> dict[int, Any]:
    """Return for each row the SHA-256 of what it stores; `None` stands for a file that is missing.

    A row stores one file by its name, or several by the keys of `ApplicationFile` under `pk`, by
    question, as sent versions have them.
    """
    keys = [key for files in stored.values() for key in _keys(files).values()]
    names = dict(ApplicationFile.objects.filter(pk__in=keys).values_list("pk", "file"))
    return {
        row: {question: _digest(names.get(key, "")) for question, key in _keys(files).items()}
        if isinstance(files, dict)
        else _digest(files)
        for row, files in stored.items()
    }


def _keys(files: Any) -> dict[str, int]:
    """Return the keys of several files by question; what somebody forged may hold anything."""
    if not isinstance(files, dict):
        return {}
    found = {name: one.get("pk") for name, one in files.items() if isinstance(one, dict)}
    return {name: key for name, key in found.items() if isinstance(key, int)}


def _digest(name: str) -> str | None:
    """Return the SHA-256 of a stored file, read in pieces; `None` where there is none."""
    storage = storages["private"]
    if not name or not storage.exists(name):
        return None
    found = hashlib.sha256()
    with storage.open(name) as file:
        for piece in file.chunks():
            found.update(piece)
    return found.hexdigest()
