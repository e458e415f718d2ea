"""`manage.py backup`: database and files in one archive, while the site goes on."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from marketplace.backups.archive import Unusable
from marketplace.backups.making import make_backup


class Command(BaseCommand):
    help = "Writes database and files into one archive, which only its owner reads."

    def add_arguments(self, parser) -> None:
        """Take where to, and for whom."""
        parser.add_argument("to", help="a folder, or - for the standard output")
        closed = parser.add_mutually_exclusive_group()
        closed.add_argument("--age", metavar="RECIPIENT", default="", help="closed by age")
        closed.add_argument("--gpg", metavar="RECIPIENT", default="", help="closed by gpg")
        parser.add_argument(
            "--without-files", action="store_true", help="the database alone: of object storage"
        )

    def handle(self, *args, **options) -> None:
        """Make it, and say what it holds."""
        ending = next((f".{name}" for name in ("age", "gpg") if options[name]), "")
        try:
            made = make_backup(
                options["to"],
                timezone.now(),
                recipient=options["age"] or options["gpg"],
                ending=ending,
                with_files=not options["without_files"],
            )
        except Unusable as fault:
            raise CommandError(str(fault)) from fault
        # The standard output may be the archive itself.
        for name in made.gone:
            self.stderr.write(f"{name} went while it was kept.")
        self.stderr.write(f"{made.path}: {made.rows} rows, {made.files} files.")
