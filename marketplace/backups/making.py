"""Making a backup while the site goes on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from marketplace.backups import database, files
from marketplace.backups.archive import Unusable, Writer
from marketplace.backups.encryption import closed_for


@dataclass
class Made:
    """What a backup holds, and which files went while it was made."""

    path: str
    rows: int = 0
    files: int = 0
    gone: list[str] = field(default_factory=list)


def make_backup(
    to: str, now: datetime, *, recipient: str = "", ending: str = "", with_files: bool = True
) -> Made:
    """Write an archive into the folder `to`, or to the standard output for "-"; return what it has.

    Raises `Unusable`; then no archive is left behind.
    """
    name = f"marketplace-{now:%Y%m%d-%H%M%S}.tar{ending}"
    with _target(to, name) as (target, path):
        made = Made(path)
        outlet = closed_for(recipient, ending, target) if ending else nullcontext(target)
        with outlet as stream, _instant() as snapshot:
            _write(stream, snapshot, now, made, with_files=with_files)
    return made


def _write(
    stream: IO[bytes], snapshot: str, now: datetime, made: Made, *, with_files: bool
) -> None:
    with connection.cursor() as cursor:
        rows = database.counts(cursor)
    applied = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
    named = files.referenced() if with_files else set()
    archive = Writer(
        stream,
        {"made_at": now.isoformat(), "database": connection.vendor, "migrations": applied},
    )
    # The rows first: a file that comes later has none, and does no harm.
    archive.add_database(database.dump(snapshot))
    kept = set()
    for storage, name, path in files.walk() if with_files else ():
        try:
            with path.open("rb") as content:
                size = path.stat().st_size
                archive.add_file(storage, name, content, size)
        except FileNotFoundError:
            continue
        kept.add((storage, name))
    made.rows, made.files = sum(rows.values()), len(kept)
    made.gone = sorted("/".join(one) for one in named - kept)
    archive.close({"rows": rows, "gone": made.gone, "with_files": with_files})


@contextmanager
def _instant() -> Iterator[str]:
    """Keep the database as it is now for whoever reads in this block; yield its name for others."""
    with transaction.atomic():
        if connection.vendor != "postgresql":
            yield ""
            return
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        yield snapshot


@contextmanager
def _target(to: str, name: str) -> Iterator[tuple[IO[bytes], str]]:
    """Yield where to write, which only its owner reads and which is there once it is whole."""
    if to == "-":
        yield sys.stdout.buffer, "-"
        return
    folder = Path(to)
    if not folder.is_dir():
        raise Unusable(f"{folder} is no folder: make it first.")
    half, whole = folder / f"{name}.part", folder / name
    try:
        half.touch(mode=0o600)
        with half.open("wb") as target:
            yield target, str(whole)
        half.rename(whole)
    except OSError as fault:
        raise Unusable(f"{folder} cannot be written: {fault.strerror}.") from fault
    finally:
        half.unlink(missing_ok=True)
