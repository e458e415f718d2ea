"""The generation of everything that the public can read: it ends with whatever changes any of it.

One rule instead of a list of what a page shows: every statement that writes to the database ends
the generation once it is committed, but for the tables below, which no page for everybody shows. So
no way to write is forgotten: models, querysets, raw SQL, the worker and every command. An ending
too many costs one rendering; one too few would show old content.
"""

import re
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.cache import BaseCache, caches
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.backends.utils import CursorWrapper

log = structlog.get_logger(__name__)

# The last in its order: a full table is emptied from the front.
KEY = "pages_generation"
# These write nothing that is read; what a new table needs comes with a new process.
NO_CONTENT = re.compile(
    r"[\s(]*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|PRAGMA|EXPLAIN|DECLARE|FETCH"
    r"|CREATE|ALTER|DROP|COMMENT|ANALYZE|VACUUM)\b",
    re.IGNORECASE,
)
WRITTEN = re.compile(r"\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
# The beginnings of their names, for what Django and others bring has many. Renditions come with
# the first rendering of a page. A test holds each table of the installation against this.
NOT_SHOWN = (
    "account_",
    "applications_draft",
    "applications_lettertemplate",
    "applications_viewcount",
    "authorities_invitation",
    "authorities_keptform",
    "authorities_ratecount",
    "authorities_securityevent",
    "authorities_sentmail",
    "authorities_staffsession",
    "authorities_suspension",
    "authorities_user",
    "businesses_",
    "cache",
    "challenges_follow",
    "challenges_publicrelease",
    "challenges_savedsearch",
    "django_session",
    "mfa_",
    "page_cache",
    "post_office_",
    "site_search_",
    "wagtailadmin_",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailcore_referenceindex",
    "wagtailimages_rendition",
    "wagtailsearch_",
    "wagtailusers_",
)


def pages() -> BaseCache:
    """Return the cache in which the generation and the pages are."""
    return caches["pages"]


def current() -> str:
    """Return the generation as it is now; where the last has ended, a new one begins."""
    new = uuid4().hex
    if pages().add(KEY, new, timeout=None):
        return new
    return pages().get(KEY) or new


def end() -> None:
    """End the generation: no page that was made until now is shown again."""
    try:
        pages().delete(KEY)
    except Exception as error:
        # The change stands all the same; without the cache nobody is shown what it keeps.
        log.error("cache_generation_not_ended", error=str(error))


def shows(sql: str) -> bool:
    """Return whether the statement can change what the public reads."""
    if NO_CONTENT.match(sql):
        return False
    written = WRITTEN.match(sql)
    return written is None or not written[1].lower().startswith(NOT_SHOWN)


def watch() -> None:
    """Watch every connection to a database from now on."""
    connection_created.connect(_watch_connection, dispatch_uid="cache_generation")


def _watch_connection(connection: BaseDatabaseWrapper, **kwargs) -> None:
    if _note not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note)


def _note(execute, sql, params, many, context):
    """Run the statement; have the generation end with the commit of what it wrote."""
    result = execute(sql, params, many, context)
    if settings.PAGE_CACHE and shows(str(sql)) and _has_written(str(sql), context["cursor"]):
        _end_after_commit(context["connection"])
    return result


def _has_written(sql: str, cursor: CursorWrapper) -> bool:
    # SQLite counts what a statement returns only once it is read.
    return cursor.rowcount != 0 or "RETURNING" in sql


def _end_after_commit(connection: BaseDatabaseWrapper) -> None:
    """End the generation once, however much the transaction writes; never if it is rolled back."""
    # Rolled back with any of these savepoints, as that is; None stands for a block without one.
    savepoints = {*connection.savepoint_ids, None}
    if not any(
        waiting[1] is end and waiting[0] <= savepoints for waiting in connection.run_on_commit
    ):
        connection.on_commit(end)
