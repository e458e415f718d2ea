"""Databases that are there for one run alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """Yield the address of a file in the folder, which goes away with it."""
    yield f"sqlite:///{folder / 'db.sqlite3'}"


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Yield the address of a new database on the server of the tests; drop it at the end."""
    server = urlsplit(os.environ["TEST_POSTGRESQL_URL"])
    name = f"marketplace_stress_{os.getpid()}"
    with psycopg.connect(server._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
