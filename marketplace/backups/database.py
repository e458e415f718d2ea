"""The database as a stream, as it was at one instant, and back again."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

from django.db import connection

from marketplace.backups.archive import PIECE, Unusable

# What is made anew, and never the same for an instant.
PASSING = ("cache", "page_cache")


def counts(cursor) -> dict[str, int]:
    """Return how many rows each table has; one query a table."""
    found = {}
    for table in sorted(connection.introspection.table_names(cursor)):
        # What SQLite keeps of words beside a table is counted there.
        if table in PASSING or "_fts" in table:
            continue
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        found[table] = cursor.fetchone()[0]
    return found


def dump(snapshot: str) -> Iterator[bytes]:
    """Yield the database in pieces: on PostgreSQL as it is in the snapshot, on SQLite now."""
    if connection.vendor == "sqlite":
        yield from _copy_of_sqlite()
        return
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
    command += [f"--exclude-table-data={name}" for name in PASSING]
    command += [f"--snapshot={snapshot}"]
    with _program(command, stdout=subprocess.PIPE) as process:
        yield from _pieces(process.stdout)
        if process.wait():
            raise Unusable("pg_dump failed: see what it says. The archive is not complete.")


def load(pieces: Iterable[bytes]) -> None:
    """Put the pieces in the place of what the database holds."""
    if connection.vendor == "sqlite":
        _load_sqlite(pieces)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    command = ["pg_restore", "--no-owner", "--no-privileges", "--single-transaction"]
    # Version 15 makes the schema anew, which is there.
    command += ["--clean", "--if-exists", "--exit-on-error", f"--dbname={_name()}"]
    with _program(command, stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise Unusable("pg_restore takes nothing.")
        try:
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError as fault:
            raise Unusable("pg_restore failed: see what it says.") from fault
        if process.wait():
            raise Unusable("pg_restore failed: see what it says. Nothing of it stands.")


def _copy_of_sqlite() -> Iterator[bytes]:
    source = Path(_name())
    copy = source.with_name(f"{source.name}.backup")
    copy.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source, timeout=20)) as own:
            copy.touch(mode=0o600)
            own.execute("VACUUM INTO ?", [str(copy)])
        with closing(sqlite3.connect(copy)) as made, made:
            for (table,) in made.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN (?, ?)", PASSING
            ).fetchall():
                made.execute(f"DELETE FROM {table}")  # noqa: S608
        with copy.open("rb") as content:
            yield from _pieces(content)
    finally:
        copy.unlink(missing_ok=True)


def _load_sqlite(pieces: Iterable[bytes]) -> None:
    target = Path(_name())
    half = target.with_name(f"{target.name}.restoring")
    target.parent.mkdir(parents=True, exist_ok=True)
    with half.open("wb") as content:
        half.chmod(0o640)
        for piece in pieces:
            content.write(piece)
        content.flush()
        os.fsync(content.fileno())
    connection.close()
    for name in (f"{target}-wal", f"{target}-shm"):
        Path(name).unlink(missing_ok=True)
    half.replace(target)


def _pieces(stream: IO[bytes] | None) -> Iterator[bytes]:
    while stream and (piece := stream.read(PIECE)):
        yield piece


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _program(command: list[str], **pipes) -> subprocess.Popen:
    if not shutil.which(command[0]):
        raise Unusable(f"{command[0]} is missing on this machine: install postgresql-client.")
    own = connection.settings_dict
    _command, told = connection.client.settings_to_cmd_args_env(own, [])
    named = {
        "PGHOST": own["HOST"],
        "PGPORT": str(own["PORT"] or ""),
        "PGUSER": own["USER"],
        "PGDATABASE": own["NAME"],
    }
    environment = {**os.environ, **{key: value for key, value in named.items() if value}}
    return subprocess.Popen(  # noqa: S603  # the words are our own
        command, env=environment | (told or {}), **pipes
    )
