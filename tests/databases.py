"""Test databases, copied from a template that is kept while the migrations stay the same.

`python -m tests.databases` makes the template of the database that `DATABASE_URL` names.

Migrating takes many times as long as copying, and most of it is for migrations of others. The
template is an empty, migrated database: a file in `var/` for SQLite, a database beside the tests'
own for PostgreSQL. Its name ends with a digest of all that it was made of.
"""

import fcntl
import hashlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.creation import BaseDatabaseCreation

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "var" / "test-databases"


@cache
def name() -> str:
    """Return what the names begin with: two runs with two `DATABASE_URL` never meet."""
    # Asked before the process connects to its own, and kept.
    return f"test_{Path(settings.DATABASES['default']['NAME']).stem}"


def digest() -> str:
    """Return what stands for everything that a migrated database follows from."""
    found = hashlib.sha256(sys.version.encode())
    for path in [ROOT / "requirements.txt", *sorted(ROOT.glob("*/migrations/*.py"))]:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:12]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one process make the template while the others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"lock-{connection.vendor}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def begin(worker: str) -> None:
    """Give this process a migrated database of its own, and connect to it."""
    with one_at_a_time():
        if connection.vendor == "sqlite":
            shutil.copyfile(_template_file(), _own_name(worker))
        else:
            _copy_database(_template_database(), _own_name(worker))
    _connect(_own_name(worker))


def keep() -> None:
    """Keep the rows as they are now, for the tests that empty the database."""
    with connection.cursor() as cursor:
        names = connection.introspection.django_table_names(only_existing=True)
        # Wagtail's table of words on SQLite is filled by triggers of the one that it stands beside.
        own = sorted(name for name in names if not name.endswith("_fts"))
        for name in map(connection.ops.quote_name, own):
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name})")
            if cursor.fetchone()[0]:
                _with_rows.append(name)
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM INTO %s", [_kept_rows()])
        else:
            cursor.execute("CREATE SCHEMA kept")
            for table in _with_rows:
                cursor.execute(f"CREATE TABLE kept.{table} AS TABLE public.{table}")
    # Django would read and save each row as an object, which takes seconds.
    BaseDatabaseCreation.deserialize_db_from_string = lambda _creation, _data: _restore()
    connection._test_serialized_contents = "kept"


_with_rows: list[str] = []


def _restore() -> None:
    """Put the rows that were kept in the place of those that are there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ATTACH %s AS kept", [_kept_rows()])
        try:
            with connection.constraint_checks_disabled(), transaction.atomic():
                if connection.vendor == "postgresql":
                    cursor.execute("SET LOCAL session_replication_role = replica")
                if connection.vendor == "sqlite":
                    # A row that was replaced leaves its words behind: no trigger heard of it.
                    cursor.execute("DELETE FROM wagtailsearch_indexentry_fts")
                for table in _with_rows:
                    cursor.execute(f"DELETE FROM {table}")
                    cursor.execute(f"INSERT INTO {table} SELECT * FROM kept.{table}")
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("DETACH kept")


def _kept_rows() -> str:
    return f"{settings.DATABASES['default']['TEST']['NAME']}.kept"


def end(worker: str) -> None:
    """Remove the process's database."""
    connection.close()
    if connection.vendor == "sqlite":
        Path(_own_name(worker)).unlink(missing_ok=True)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{_own_name(worker)}"')


def _own_name(worker: str) -> str:
    """Return the name of this process's database, or the path of its file."""
    if connection.vendor == "sqlite":
        return str(settings.DATABASES["default"]["TEST"]["NAME"])
    return f"{name()}_{worker}"


def _template_file() -> Path:
    """Return the path of the template, which is made if it is not there."""
    template = KEPT / f"{name()}_template_{digest()}.sqlite3"
    if not template.exists():
        for older in KEPT.glob(f"{name()}_template_*"):
            older.unlink()
        half = template.with_suffix(".half")
        _migrate(str(half))
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        half.rename(template)
    return template


def _template_database() -> str:
    """Return the name of the template, which is made if it is not there."""
    template = f"{name()}_template_{digest()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name()}_template%"]
        )
        there = {name for (name,) in cursor.fetchall()}
        if template not in there:
            for older in there:
                cursor.execute(f'DROP DATABASE IF EXISTS "{older}"')
            half = f"{template}_half"
            _migrate(half)
            connection.close()
            cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{template}"')
    return template


def _copy_database(template: str, own: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{own}"')
        cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')


def _migrate(name: str) -> None:
    own = connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.settings_dict["TEST"]["NAME"] = own


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.test")
    django.setup()
    with one_at_a_time():
        print(_template_file() if connection.vendor == "sqlite" else _template_database())
