"""How often a mail is tried again: with gaps that grow, for about two days."""

from datetime import timedelta

from django.db.models import F
from post_office.models import STATUS, Email

FIRST_GAP = timedelta(minutes=5)
LONGEST_GAP = timedelta(hours=12)


def gap_after(tries: int) -> timedelta:
    """Return how long a mail waits after so many tries that failed: twice as long each time."""
    return min(FIRST_GAP * 2 ** max(0, tries - 1), LONGEST_GAP)


def lengthen_gaps() -> None:
    """Set each mail that failed to its next time; safe to repeat."""
    waiting = Email.objects.filter(status=STATUS.requeued)
    for tries in waiting.values_list("number_of_retries", flat=True).distinct():
        waiting.filter(number_of_retries=tries).update(
            scheduled_time=F("last_updated") + gap_after(tries or 1)
        )
