"""Runs every scenario on each database that this machine has."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.stress.databases import postgresql, sqlite
from tests.stress.server import free_port

# Both may be lists; the first is enough here.
ENGINE = (
    os.environ.get("TEST_ELASTICSEARCH_URLS") or os.environ.get("ELASTICSEARCH_URL", "")
).split(",")[0]
# What this machine's own settings say is for running the site, not for this.
NOT_OURS = {"REDIS_URL": "", "ELASTICSEARCH_URL": ""}


def main(parts: list[str]) -> int:
    """Run the scenarios on SQLite, and on PostgreSQL where there is a server; return 1 or 0.

    With `search` alone the scenarios of search; with `filling` alone the last of those; with
    `workers` alone many mails and several workers.
    """
    if parts == ["workers"]:
        return workers_killed()
    if parts == ["filling"]:
        return filled_under_stress()
    if parts == ["search"]:
        return search_under_stress()
    databases = [sqlite]
    if os.environ.get("TEST_POSTGRESQL_URL"):
        databases.append(postgresql)
    status = max(
        _run(make_database, "run", EMAIL_URL=f"smtp://127.0.0.1:{free_port()}")
        for make_database in databases
    )
    if len(databases) == 1:
        print("\nNot run on PostgreSQL: set TEST_POSTGRESQL_URL.")
    return max(status, search_under_stress())


def workers_killed() -> int:
    """Kill workers while they send; return 1 or 0."""
    make_database = postgresql if os.environ.get("TEST_POSTGRESQL_URL") else sqlite
    return _run(
        make_database,
        "workers",
        EMAIL_URL=f"smtp://127.0.0.1:{free_port()}",
        SENTENCE_ENCODER="",
        RECORD_HEADS_FILE="",
    )


def search_under_stress() -> int:
    """Tell who saved a search; take the engine away while everybody searches; return 1 or 0."""
    status = _run_on_its_own("alerts", ENGINE)
    if ENGINE:
        status = max(status, _run_on_its_own("searching", ENGINE, "outages"))
    else:
        print("\nNo search engine was taken away: set TEST_ELASTICSEARCH_URLS.")
    return max(status, filled_under_stress())


def filled_under_stress() -> int:
    """Fill each engine's index anew while everybody searches and publishes; return 1 or 0."""
    engines = [ENGINE, ""] if ENGINE else [""]
    return max(_run_on_its_own("searching", engine, "filling") for engine in engines)


def _run_on_its_own(module: str, engine: str, *scenario: str) -> int:
    return _run(
        postgresql if os.environ.get("TEST_POSTGRESQL_URL") else sqlite,
        module,
        *scenario,
        EMAIL_URL="consolemail://",
        ENGINE=engine,
        ELASTICSEARCH_INDEX_PREFIX=f"stress_{os.getpid()}_",
    )


def _run(make_database: Callable, module: str, *scenario: str, **environment: str) -> int:
    """Run a module on a database of its own; return 1 or 0."""
    with (
        tempfile.TemporaryDirectory(prefix="marketplace-stress-") as folder,
        make_database(Path(folder)) as url,
    ):
        environment = {
            **os.environ,
            **NOT_OURS,
            **environment,
            "DATABASE_URL": url,
            "STRESS_FOLDER": folder,
            "DJANGO_SETTINGS_MODULE": "tests.stress.settings",
        }
        command = [sys.executable, "-m", f"tests.stress.{module}", *scenario]
        return min(abs(subprocess.run(command, env=environment).returncode), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
