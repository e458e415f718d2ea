"""How PostgreSQL would answer what was asked."""

import re
from collections.abc import Callable, Iterable

from django.db import connection
from django.test.utils import CaptureQueriesContext

SCAN = re.compile(r"Seq Scan on applications_application\b")


def statements_of(do: Callable[[], object]) -> list[str]:
    """Return the SQL statements that a call runs."""
    with CaptureQueriesContext(connection) as captured:
        do()
    return [query["sql"] for query in captured.captured_queries]


def sequential_scans(statements: Iterable[str]) -> list[str]:
    """Return the plans that read the table of applications from its first row to its last."""
    asked = [sql for sql in statements if sql.startswith("SELECT") and "applications_app" in sql]
    return [plan for sql in asked if SCAN.search(plan := plan_of(sql))]


def plan_of(sql: str) -> str:
    """Return the plan of a statement, without running it."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + sql.replace("%", "%%"), [])
        return "\n".join([sql[:400], *(line for (line,) in cursor.fetchall())])
