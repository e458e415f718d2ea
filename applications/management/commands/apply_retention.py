"""`manage.py apply_retention`: erases what an authority's periods no longer keep."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from applications.assessment.assessors.forgetting import due_assessors
from applications.privacy.retention import apply_retention, due_for_erasure
from authorities.dates import format_day
from authorities.scope import settings_of


class Command(BaseCommand):
    help = "Erases applications and drafts whose time is over. The worker does it every day."

    def add_arguments(self, parser) -> None:
        """Take whether to erase, or only to say what would be."""
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be erased; erase nothing"
        )

    def handle(self, *args, **options) -> None:
        """Erase, or list, and say how many."""
        now = timezone.now()
        if not options["dry_run"]:
            self.stdout.write(f"Erased {apply_retention(now)}.")
            return
        number = 0
        for due in due_for_erasure(now):
            number += 1
            closed_on = format_day(due.closed_at, settings_of(due.draft.authority).zone)
            self.stdout.write(
                f"{due.draft.reference}\t{due.state}\tclosed on {closed_on}\t{due.because}"
            )
        for assessor in due_assessors(now):
            self.stdout.write(f"{assessor.page.title}\tAssessor {assessor.number}\tall emptied")
        self.stdout.write(f"Would erase {number}.")
