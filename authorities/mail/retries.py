"""How often a mail is tried again: with gaps that grow, for about two days."""

from datetime import timedelta

from authorities.tasks.retries import Retries

FIRST_GAP = timedelta(minutes=5)
LONGEST_GAP = timedelta(hours=12)
TRIES = 13
USUAL = Retries(TRIES, FIRST_GAP, LONGEST_GAP)
# Somebody sits and waits for it.
AWAITED = Retries(TRIES, timedelta(seconds=15), LONGEST_GAP)


def gap_after(tries: int, *, is_awaited: bool = False) -> timedelta:
    """Return how long a mail waits after so many tries that failed: twice as long each time."""
    return (AWAITED if is_awaited else USUAL).gap_after(tries)
