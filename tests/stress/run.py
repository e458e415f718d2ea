"""All scenarios on the one database that the environment names, and the table of what came out."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django


def main() -> int:
    """Print a row for each scenario, and each promise that was broken; return 1 if one was."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from tests.factories import start
    from tests.stress import burst, kills, mail, staff
    from tests.stress.server import Server
    from tests.stress.staff import StaffRow
    from tests.stress.table import Row, heading

    folder = Path(settings.FOLDER)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    site = start("birmingham")
    applications = int(os.environ.get("APPLICATIONS", "500"))
    clients = int(os.environ.get("CLIENTS", "50"))
    people = int(os.environ.get("STAFF", "50"))
    times = int(os.environ.get("KILLS", "20"))
    print(f"\nDatabase: {connection.vendor}. {applications} forms, {clients} clients at once.\n")
    print(heading(), flush=True)
    broken = []
    with Server(folder / "server.log") as server:
        scenarios: list[Callable[[], Row | StaffRow]] = [
            partial(burst.run, server, site, applications, clients),
            partial(kills.run, server, site, applications, clients, times),
            partial(mail.run, server, site, applications, clients, folder / "worker.log"),
            partial(staff.run, server, site, people),
        ]
        for scenario in scenarios:
            row = scenario()
            print(row, flush=True)
            broken += [f"{row.scenario}: {sentence}" for sentence in row.broken]
    for sentence in broken:
        print(f"Broken promise: {sentence}")
    return 1 if broken else 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
