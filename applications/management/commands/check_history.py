"""`manage.py check_history`: whether the history is as it was written."""

from django.core.management.base import BaseCommand, CommandError

from applications.history.checking import check_pages


class Command(BaseCommand):
    help = "Checks the chain of entries of every page, and ends with status 1 on a fault."

    def add_arguments(self, parser) -> None:
        """Take which page, and whether to print where each history ends."""
        parser.add_argument("--page", type=int, help="the key of one page")
        parser.add_argument(
            "--heads",
            action="store_true",
            help="print the last number and hash of each page: keep them somewhere else",
        )

    def handle(self, *args, **options) -> None:
        """Check, and say what is not as it was."""
        faults = pages = 0
        for checked in check_pages(options["page"]):
            pages += 1
            for fault in checked.faults:
                faults += 1
                self.stdout.write(str(fault))
            if options["heads"]:
                self.stdout.write(f"{checked.page_id} {checked.number} {checked.hash}")
        if faults:
            raise CommandError(f"{faults} faults in the history of {pages} pages.", returncode=1)
        self.stdout.write(f"The history of {pages} pages is whole.")
