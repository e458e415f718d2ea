"""What a look at an address leaves behind: every table of the database, before and after."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# The whole list of what looking may write, and why.
MAY_BE_WRITTEN = {
    "django_session": "sessions: who signed in, and where they are",
    "authorities_staffsession": "sessions: where staff are signed in, and since when",
    "wagtailadmin_editingsession": "sessions: who has a page open in the editor",
    "applications_viewcount": "counts: how often a page was opened",
    "site_search_searchcount": "counts: what people search for",
    "authorities_ratecount": "limits: how often an address was tried",
    "wagtailimages_rendition": "renditions: a picture in a size that was asked for",
    "cache": "caches: what was worked out once, like which challenges look alike",
    "applications_colleague": "sessions: that a colleague whose code was right came in first",
    "applications_entry": "the record: that a table or a pack was taken away, and by whom",
    "authorities_securityevent": "the record: that somebody was refused",
}
WRITING = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)


def everything() -> dict[str, Counter]:
    """Return the rows of every table but those of the list."""
    quote = connection.ops.quote_name
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in MAY_BE_WRITTEN:
                cursor.execute(f"SELECT * FROM {quote(table)}")  # noqa: S608  # its own names
                found[table] = Counter(map(repr, cursor.fetchall()))
    return found


def changed(before: dict[str, Counter]) -> list[str]:
    """Return the tables that are not as they were, with what came and what went."""
    after = everything()
    return [
        f"{table}: + {list(after[table] - rows)[:3]} - {list(rows - after[table])[:3]}"
        for table, rows in before.items()
        if after[table] != rows
    ]


@contextmanager
def written() -> Iterator[set[str]]:
    """Collect the tables that statements write to meanwhile."""
    tables: set[str] = set()

    def watch(execute, sql, params, many, context):
        if (found := WRITING.match(sql)) and found[1] not in MAY_BE_WRITTEN:
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables
