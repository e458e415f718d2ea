"""Restoring a backup: all of it is read and judged before anything is touched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from post_office.models import STATUS, Email

from applications.history.checking import check_pages
from authorities.caching import tables, versions
from authorities.mail.delivery import WAITING
from marketplace.backups import database, files
from marketplace.backups.archive import (
    CLOSING,
    FORMAT,
    PRODUCT,
    Unusable,
    Verified,
    members,
    verify,
)
from marketplace.backups.encryption import opened
from marketplace.health.parts import missing_migrations
from marketplace.health.restore_mark import is_restoring, mark

# Whoever has rows of these has an installation.
TELLING = ("authorities.AuthoritySettings", "authorities.User", "applications.Application")


@dataclass
class Restored:
    """What came of it, and what is not as it was."""

    rows: int
    files: int
    migrated: int = 0
    stopped_mails: int = 0
    faults: list[str] = field(default_factory=list)


def restore_backup(
    path: Path,
    *,
    identity: str = "",
    replace: bool = False,
    send_mail: bool = False,
    say: Callable[[str], Any] = lambda _: None,
) -> Restored:
    """Put the archive's content in the place of this installation's; return what came of it.

    Mails that waited are stopped unless `send_mail`. Raises `Unusable` before anything is touched.
    """
    if not path.is_file():
        raise Unusable(f"{path} is not there.")
    with opened(path, identity) as stream:
        found = verify(stream)
    _judge(found)
    if not replace and not is_restoring():
        _refuse_over_data()
    say(f"The archive is whole: {found.files} files. Restoring.")
    with _under_way(), opened(path, identity) as stream:
        if found.closing["with_files"]:
            files.empty_folders()
        _write(stream)
        restored = _see_to(found, send_mail=send_mail)
        say("Filling the search index anew.")
        call_command("update_index", verbosity=0)
    versions.end(tables.EVERYTHING)
    return restored


@contextmanager
def _under_way() -> Iterator[None]:
    """Say that nothing here can be used; the mark stays if the restore is killed or fails."""
    mark().parent.mkdir(parents=True, exist_ok=True)
    mark().touch()
    yield
    mark().unlink()


def _judge(found: Verified) -> None:
    manifest = found.manifest
    if manifest.get("product") != PRODUCT:
        raise Unusable("This is a backup of something else.")
    if manifest.get("format") != FORMAT:
        raise Unusable(
            f"The archive has format {manifest.get('format')}, and this version reads {FORMAT}."
        )
    if manifest.get("database") != connection.vendor:
        raise Unusable(
            f"The archive is of {manifest.get('database')}, and this is {connection.vendor}: set "
            "DATABASE_URL to the same kind."
        )
    known = MigrationLoader(None).disk_migrations or {}
    newer = sorted(set(map(tuple, manifest["migrations"])) - set(known))
    if newer:
        raise Unusable(
            f"The archive is of a newer version, which has {'.'.join(newer[-1])}. The last that "
            f"this one knows is {'.'.join(_last(newer[-1][0], known))}: install the newer version."
        )


def _last(app: str, known: dict) -> tuple[str, str]:
    return max((key for key in known if key[0] == app), default=(app, "none"))


def _refuse_over_data() -> None:
    tables = set(connection.introspection.table_names())
    there = []
    for label in TELLING:
        model = apps.get_model(label)
        if model._meta.db_table in tables and (rows := model._base_manager.count()):
            there.append(f"{rows} {model._meta.verbose_name_plural}")
    if stored := sum(1 for _ in files.walk()):
        there.append(f"{stored} files")
    if there:
        raise Unusable(
            f"There is an installation here: {', '.join(there)}. --replace-everything deletes all "
            "of it first; make a backup before."
        )


def _write(stream) -> None:
    """Write the database, then the files, in the order in which they come."""
    parts = members(stream)
    after: list[tuple[str, Any]] = []

    def pieces() -> Iterator[bytes]:
        for name, content in parts:
            if name.startswith("files/") or name == CLOSING:
                after.append((name, content))
                return
            if name.startswith("database/"):
                yield content.read()

    database.load(pieces())
    # Asked for where there are files: an archive may have none, and a storage no folder.
    places: dict[str, Path] = {}
    for name, content in chain(after, parts):
        if name.startswith("files/"):
            _files, storage, own = name.split("/", 2)
            places = places or files.folders()
            files.put(places[storage], own, content)


def _see_to(found: Verified, *, send_mail: bool) -> Restored:
    """Compare what stands with what was kept, then make it this version's."""
    with connection.cursor() as cursor:
        rows = database.counts(cursor)
    expected = found.closing["rows"]
    restored = Restored(sum(rows.values()), found.files)
    restored.faults = [
        f"{table}: {rows.get(table, 0)} rows, and {number} were kept."
        for table, number in expected.items()
        if rows.get(table, 0) != number
    ]
    if found.closing["with_files"]:
        kept = {f"files/{storage}/{name}" for storage, name, _path in files.walk()}
        restored.faults += [
            f"{name} is missing." for name in sorted(found.names - kept) if name[:6] == "files/"
        ]
        restored.faults += [f"{name} went while it was kept." for name in found.closing["gone"]]
    restored.migrated = missing_migrations()
    if restored.migrated:
        call_command("migrate", verbosity=0, interactive=False)
    # Where a table holds the caches, it is needed before the first page.
    call_command("createcachetable", verbosity=0)
    if not send_mail:
        waiting = Email.objects.filter(status__in=WAITING)
        restored.stopped_mails = waiting.update(status=STATUS.failed)
    for checked in check_pages():
        restored.faults += map(str, checked.faults)
    return restored
