"""What each process counts as it works. Every label comes from a closed list."""

import time

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from prometheus_client import Counter, Histogram

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
requests = Histogram(
    "marketplace_request_seconds",
    "Time of a request, by view, method, class of status, and whether a kept page answered.",
    ["view", "method", "status", "kept"],
    buckets=SECONDS,
)
query_seconds = Counter("marketplace_database_seconds", "Time that the database took.")
queries = Counter("marketplace_database_queries", "Statements that were sent to the database.")
failed_queries = Counter("marketplace_database_failed_queries", "Statements that failed.")


def note_request(view: str, method: str, status: int, seconds: float, *, kept: bool) -> None:
    """Count a request."""
    named = requests.labels(view, method, f"{status // 100}xx", "yes" if kept else "no")
    named.observe(seconds)


def watch_database() -> None:
    """Count every statement of every connection from now on."""
    connection_created.connect(_watch_connection, dispatch_uid="metrics")


def _watch_connection(connection: BaseDatabaseWrapper, **kwargs) -> None:
    if _count not in connection.execute_wrappers:
        connection.execute_wrappers.append(_count)


def _count(execute, sql, params, many, context):
    begun = time.monotonic()
    try:
        return execute(sql, params, many, context)
    except Exception:
        failed_queries.inc()
        raise
    finally:
        queries.inc()
        query_seconds.inc(time.monotonic() - begun)
