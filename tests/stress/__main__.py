"""Runs every scenario on each database that this machine has."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.stress.databases import postgresql, sqlite
from tests.stress.server import free_port

# What this machine's own settings say is for running the site, not for this.
NOT_OURS = {"REDIS_URL": "", "ELASTICSEARCH_URL": ""}


def main(parts: list[str]) -> int:
    """Run the scenarios on SQLite, and on PostgreSQL where there is a server; return 1 or 0.

    With `search` alone the scenarios of the search engine.
    """
    if parts == ["search"]:
        return search_under_stress()
    databases = [sqlite]
    if os.environ.get("TEST_POSTGRESQL_URL"):
        databases.append(postgresql)
    status = 0
    for make_database in databases:
        with (
            tempfile.TemporaryDirectory(prefix="marketplace-stress-") as folder,
            make_database(Path(folder)) as url,
        ):
            environment = {
                **os.environ,
                **NOT_OURS,
                "DATABASE_URL": url,
                "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
                "STRESS_FOLDER": folder,
                "DJANGO_SETTINGS_MODULE": "tests.stress.settings",
            }
            run = subprocess.run([sys.executable, "-m", "tests.stress.run"], env=environment)
            status = max(status, abs(run.returncode))
    if len(databases) == 1:
        print("\nNot run on PostgreSQL: set TEST_POSTGRESQL_URL.")
    return max(min(status, 1), search_under_stress())


def search_under_stress() -> int:
    """Tell who saved a search; take the engine away while everybody searches; return 1 or 0."""
    engine = os.environ.get("TEST_ELASTICSEARCH_URLS") or os.environ.get("ELASTICSEARCH_URL", "")
    server = os.environ.get("TEST_POSTGRESQL_URL")
    modules = ["tests.stress.alerts"]
    if engine:
        modules.append("tests.stress.searching")
    else:
        print("\nNo search engine was taken away: set TEST_ELASTICSEARCH_URLS.")
    return max(_run_on_its_own(module, engine, server) for module in modules)


def _run_on_its_own(module: str, engine: str, server: str | None) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="marketplace-stress-") as folder,
        (postgresql if server else sqlite)(Path(folder)) as url,
    ):
        environment = {
            **os.environ,
            **NOT_OURS,
            "DATABASE_URL": url,
            "EMAIL_URL": "consolemail://",
            "ENGINE": engine.split(",")[0],
            "ELASTICSEARCH_INDEX_PREFIX": f"stress_{os.getpid()}_",
            "STRESS_FOLDER": folder,
            "DJANGO_SETTINGS_MODULE": "tests.stress.settings",
        }
        run = subprocess.run([sys.executable, "-m", module], env=environment)
        return min(abs(run.returncode), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
