"""Which tables a statement reads, and in which it changes what the public reads.

Told from the statement itself, so that no way to read or write is forgotten: models, querysets, raw
SQL, the worker and every command. What cannot be told counts as everything.
"""

import re
from functools import cache, lru_cache

from django.apps import apps

from authorities.caching.draft_fields import DRAFT_FIELDS

# Every page depends on it.
EVERYTHING = "*"
# These write nothing that is read; what a new table needs comes with a new process.
NO_CONTENT = re.compile(
    r"[\s(]*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|PRAGMA|EXPLAIN|DECLARE|FETCH"
    r"|CREATE|ALTER|DROP|COMMENT|ANALYZE|VACUUM)\b",
    re.IGNORECASE,
)
WRITTEN = re.compile(r"\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
# What is saved of a draft alone, by the names of columns.
_OWN = "|".join(sorted(DRAFT_FIELDS))
OF_A_DRAFT = re.compile(
    rf'UPDATE "wagtailcore_page" SET (?:"(?:{_OWN})(?:_id)?"'  # noqa: S608  # a pattern
    r" = (?:%s|NULL)(?:, | (?=WHERE)))+WHERE "
)
# The beginnings of their names, for what Django and others bring has many. Renditions come with
# the first rendering of a page. A test holds each table of the installation against this.
NOT_SHOWN = (
    "account_",
    "applications_draft",
    "applications_lettertemplate",
    "applications_viewcount",
    "authorities_failure",
    "authorities_invitation",
    "authorities_jobturn",
    "authorities_keptform",
    "authorities_ratecount",
    "authorities_securityevent",
    "authorities_sentmail",
    "authorities_staffsession",
    "authorities_suspension",
    "authorities_user",
    "authorities_workerbeat",
    "businesses_",
    "cache",
    "challenges_follow",
    "challenges_interest",
    "challenges_joiningchange",
    "challenges_programmereport",
    "challenges_proposal",
    "challenges_publicrelease",
    "challenges_savedsearch",
    "challenges_support",
    "django_session",
    "django_tasks_database_",
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
# These begin like one of those, and are shown: what came of a selection.
SHOWN = ("challenges_followup",)


@cache
def shown_tables() -> frozenset[str]:
    """Return every table of which a page for everybody can show something."""
    names = (model._meta.db_table for model in apps.get_models(include_auto_created=True))
    return frozenset(filter(_is_shown, names))


@lru_cache(maxsize=2000)
def read_by(sql: str) -> frozenset[str]:
    """Return the shown tables that the statement names, wherever it names them."""
    return shown_tables().intersection(re.findall(r"\w+", sql))


@lru_cache(maxsize=2000)
def written_by(sql: str) -> frozenset[str]:
    """Return the tables in which the statement can change what the public reads."""
    if NO_CONTENT.match(sql) or OF_A_DRAFT.match(sql):
        return frozenset()
    written = WRITTEN.match(sql)
    if written and not _is_shown(written[1].lower()):
        return frozenset()
    known = written and written[1] in shown_tables()
    return frozenset({written[1] if written and known else EVERYTHING})


def _is_shown(table: str) -> bool:
    return table.startswith(SHOWN) or not table.startswith(NOT_SHOWN)
