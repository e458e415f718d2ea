"""`manage.py check_history`: whether the history, and what it is about, is as it was written."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from applications.history.checking import Checked, check_pages
from applications.history.heads import compare, heads, public_key
from applications.history.sealing import seal_old_pages


class Command(BaseCommand):
    help = "Checks the record of every page, and ends with status 1 on a fault."

    def add_arguments(self, parser) -> None:
        """Take which page, and what to do besides checking."""
        parser.add_argument("--page", type=int, help="the key of one page")
        parser.add_argument(
            "--against", metavar="FILE", help="compare with heads that were kept elsewhere"
        )
        parser.add_argument(
            "--trust",
            action="append",
            default=[],
            metavar="KEY",
            help="with --against: a public key of before the key was changed",
        )
        parser.add_argument(
            "--heads", action="store_true", help="print where each history ends, signed"
        )
        parser.add_argument(
            "--public-key", action="store_true", help="print what verifies heads, and end"
        )
        parser.add_argument(
            "--seal", action="store_true", help="first seal what was written before digests"
        )

    def handle(self, *args, **options) -> None:
        """Check, and say what is not as it was."""
        if options["public_key"]:
            self.stdout.write(public_key())
            return
        if options["seal"]:
            self.stdout.write(f"{seal_old_pages()} histories were sealed.")
        faults = pages = 0
        for checked in check_pages(options["page"]):
            pages += 1
            faults += len(checked.faults)
            self._say(checked)
        if options["against"]:
            faults += self._compare(options)
        if options["heads"]:
            for head in heads(timezone.now(), options["page"]):
                self.stdout.write(head.as_line())
        if faults:
            raise CommandError(f"{faults} faults in the history of {pages} pages.", returncode=1)
        self.stdout.write(f"The history of {pages} pages is whole.")

    def _say(self, checked: Checked) -> None:
        for line in (*checked.faults, *checked.erasures):
            self.stdout.write(str(line))
        if checked.undigested:
            until = (
                f"what they are about is proven since it was sealed on {checked.sealed_at:%Y-%m-%d}"
                if checked.sealed_at
                else "run with --seal"
            )
            self.stdout.write(
                f"{checked.page_id}: {checked.undigested} entries were written before digests; "
                f"{until}."
            )

    def _compare(self, options: dict) -> int:
        """Say what the file of heads proves, and return the number of faults."""
        try:
            with Path(options["against"]).open(encoding="utf-8") as lines:
                against = compare(lines, keys=options["trust"], only=options["page"])
        except OSError as error:
            raise CommandError(f"The file of heads cannot be read: {error}") from error
        for sentence in against.faults:
            self.stdout.write(sentence)
        for page, since in sorted(against.since.items()):
            self.stdout.write(f"{page}: proven by a signed head since {since:%Y-%m-%d %H:%M} UTC.")
        return len(against.faults)
