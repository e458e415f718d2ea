"""Counting SQL statements."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(do) -> int:
    """Return how many SQL statements a warm call runs."""
    do()
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)
