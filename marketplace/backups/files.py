"""The files of an installation: those of applicants and editors, and what the public sees."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.files.storage import FileSystemStorage, storages
from django.db.models import FileField

from marketplace.backups.archive import READ, Readable, Unusable
from marketplace.health import restore_mark

STORAGES = ("default", "renditions", "private")


def folders() -> dict[str, Path]:
    """Return the folder of each storage. Raises `Unusable` for what is no folder."""
    found = {}
    for name in STORAGES:
        storage = storages[name]
        if not isinstance(storage, FileSystemStorage):
            raise Unusable(
                "Files in object storage are copied by what keeps them: back up the rest with "
                "--without-files."
            )
        found[name] = Path(storage.location).resolve()
    return found


def walk() -> Iterator[tuple[str, str, Path]]:
    """Yield each file once: its storage, its name there, and where it lies."""
    own = folders()
    for storage, folder in own.items():
        # One storage may lie in a folder of another.
        others = {other for other in own.values() if other != folder and folder in other.parents}
        for path, inner, names in os.walk(folder):
            here = Path(path)
            inner[:] = sorted(name for name in inner if here / name not in others)
            for name in sorted(names):
                lies = here / name
                if lies.is_file() and not lies.is_symlink() and name != restore_mark.NAME:
                    yield storage, str(lies.relative_to(folder)), lies


def referenced() -> set[tuple[str, str]]:
    """Return which files the rows name: storage and name. One query a field."""
    named = set()
    known = {storages[name]: name for name in STORAGES}
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, FileField) and column.storage in known:
                storage = known[column.storage]
                values = model._base_manager.exclude(**{column.attname: ""})
                named |= {
                    (storage, name)
                    for name in values.values_list(column.attname, flat=True).iterator()
                    if name
                }
    return named


def put(folder: Path, name: str, content: Readable) -> None:
    """Write a file where the storage of this folder looks for it."""
    target = (folder / name).resolve()
    if folder not in target.parents:
        raise Unusable("The archive names a place outside.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as written:
        target.chmod(0o640)
        while piece := content.read(READ):
            written.write(piece)


def empty_folders() -> None:
    """Delete every file."""
    for _storage, _name, path in list(walk()):
        path.unlink()
