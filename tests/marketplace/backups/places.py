"""An installation with something in it, and an empty one elsewhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

ASK = (
    "import json; from django.db import connection; from marketplace.backups import database\n"
    "from marketplace.backups.files import walk\n"
    "with connection.cursor() as cursor: rows = database.counts(cursor)\n"
    "files = {f'{s}/{n}': p.read_bytes().hex() for s, n, p in walk()}\n"
    "print(json.dumps({'rows': rows, 'files': files}))\n"
)


def own_folders(settings, folder: Path) -> None:
    """Keep this installation's files where nobody else leaves any."""
    places = {"default": folder / "library", "private": folder / "private"}
    settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = folder / "media", places["private"]
    settings.STORAGES = settings.STORAGES | {
        name: settings.STORAGES[name] | {"OPTIONS": {"location": str(place)}}
        for name, place in places.items()
    }


class Elsewhere:
    """Another installation: a database and folders of its own, and no row or file."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir()
        self.folder, self.name = folder, f"{name}_elsewhere"
        self.private = folder / "private"
        own = connection.settings_dict
        if connection.vendor == "sqlite":
            self.url = f"sqlite:///{folder / 'db.sqlite3'}"
        else:
            host = f"{own['HOST']}:{own['PORT']}"
            self.url = f"postgres://{own['USER']}:{own['PASSWORD']}@{host}/{self.name}"
            self.drop()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{self.name}"')

    def drop(self) -> None:
        """Remove the database."""
        if connection.vendor != "sqlite":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}"')

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a command there, and return what it said."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.environ["PATH"],
                "HOME": os.environ["HOME"],
                **{key: os.environ[key] for key in ("GNUPGHOME",) if key in os.environ},
                "ENV_FILE": "/dev/null",
                "DJANGO_SETTINGS_MODULE": "marketplace.settings.development",
                "SENTENCE_ENCODER": "",
                "DATABASE_URL": self.url,
                "MEDIA_ROOT": str(self.folder / "media"),
                "PRIVATE_MEDIA_ROOT": str(self.private),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def holds(self) -> dict:
        """Return its rows by table, and its files with their contents."""
        return json.loads(self.manage("shell", "-v0", "-c", ASK).stdout)
