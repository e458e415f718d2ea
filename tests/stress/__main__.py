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


def main() -> int:
    """Run the scenarios on SQLite, and on PostgreSQL where there is a server; return 1 or 0."""
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
    return min(status, 1)


if __name__ == "__main__":
    sys.exit(main())
