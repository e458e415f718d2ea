"""`manage.py restore`: a backup in the place of what is here, checked before and after."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from marketplace.backups.archive import Unusable
from marketplace.backups.restoring import restore_backup


class Command(BaseCommand):
    help = "Restores a backup into an empty installation, and checks rows, files and history."
    # The database may be empty.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        """Take which archive, and what may be done."""
        parser.add_argument("archive", type=Path)
        parser.add_argument("--identity", default="", metavar="FILE", help="the key, for age")
        parser.add_argument(
            "--replace-everything", action="store_true", help="delete what is here first"
        )
        parser.add_argument(
            "--send-waiting-mail",
            action="store_true",
            help="send what waited in the backup; else it is stopped, and listed as failed",
        )

    def handle(self, *args, **options) -> None:
        """Restore, and say what came of it."""
        begun = time.monotonic()
        try:
            restored = restore_backup(
                options["archive"],
                identity=options["identity"],
                replace=options["replace_everything"],
                send_mail=options["send_waiting_mail"],
                say=self.stdout.write,
            )
        except Unusable as fault:
            raise CommandError(str(fault)) from fault
        if restored.migrated:
            self.stdout.write(
                f"It was of an older version: {restored.migrated} migrations were run."
            )
        if restored.stopped_mails:
            self.stdout.write(
                f"{restored.stopped_mails} mails that waited were stopped, and listed as failed."
            )
        for sentence in restored.faults:
            self.stdout.write(sentence)
        if restored.faults:
            raise CommandError(f"{len(restored.faults)} things are not as they were.", returncode=1)
        self.stdout.write(
            f"{restored.rows} rows and {restored.files} files were restored, and the history is "
            f"whole. It took {time.monotonic() - begun:.0f} seconds."
        )
