"""How far this machine's clock is from the others'."""

from django.db import connection
from django.utils import timezone

# In seconds: deadlines are instants, and two hosts decide about them.
FAR = 5.0


def behind_database() -> float | None:
    """Return by how many seconds the database's clock is ahead of this one.

    None where both are one, as on SQLite.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        before = timezone.now()
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
        middle = before + (timezone.now() - before) / 2
    return (there - middle).total_seconds()
