"""Refuse a migration that an older version beside it could not bear: `make lint` runs this.

Expand, then contract: docs/decisions/0032-one-way-to-deploy.md. What was there before the rule is
left out. A column that gets its default from the database (`db_default`), or may be null, is
borne; a rename, a removal or a narrower type is not, and comes one release after its last use.
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
# The last migration of each app that was run with the site stopped.
BEFORE = {
    "applications": 12,
    "authorities": 16,
    "businesses": 3,
    "challenges": 13,
    "home": 4,
    "search": 3,
}


def main() -> int:
    """Return 0 if all are borne; print what is not."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings.test"
    django.setup()
    # It reads the settings as it is imported.
    from django_migration_linter import MigrationLinter

    linter = MigrationLinter(
        str(ROOT),
        include_apps=list(BEFORE),
        no_cache=True,
        quiet=["ok", "ignore"],
        exclude_migration_tests=["CREATE_INDEX", "RUNPYTHON_REVERSIBLE", "RUNSQL_REVERSIBLE"],
    )
    for (app, name), migration in sorted(linter.migration_loader.disk_migrations.items()):
        if app in BEFORE and int(name[:4]) > BEFORE[app]:
            linter.lint_migration(migration)
    return int(linter.has_errors)


if __name__ == "__main__":
    raise SystemExit(main())
