"""Which tables end the cached pages when they are written to: every table of the installation."""

import pytest
from django.db import connection

from authorities.caching import versions
from authorities.caching.tables import EVERYTHING, NOT_SHOWN, written_by

# What no page for everybody shows. Whoever adds or renames a table decides here, and in
# `NOT_SHOWN`: a write to a table in neither ends every page that reads it.
QUIET = {
    "account_emailaddress",
    "account_emailconfirmation",
    "applications_draft",
    "applications_drafterasure",
    "applications_draftsection",
    "applications_draftversion",
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
    "authorities_user_groups",
    "authorities_user_user_permissions",
    "authorities_workerbeat",
    "businesses_profile",
    "businesses_subscriber",
    "cache",
    "challenges_follow",
    "challenges_interest",
    "challenges_joiningchange",
    "challenges_programmereport",
    "challenges_proposal",
    "challenges_proposalgroup",
    "challenges_publicrelease",
    "challenges_savedsearch",
    "challenges_support",
    "django_session",
    "django_tasks_database_dbtaskresult",
    "mfa_authenticator",
    "page_cache",
    "post_office_attachment",
    "post_office_attachment_emails",
    "post_office_email",
    "post_office_emailtemplate",
    "post_office_log",
    "site_search_pagevector",
    "site_search_beginnings",
    "site_search_clickcount",
    "site_search_indexedword",
    "site_search_missedupdate",
    "site_search_reindexing",
    "site_search_searchcount",
    "site_search_words",
    "wagtailadmin_admin",
    "wagtailadmin_editingsession",
    "wagtailadmin_formstate",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailcore_referenceindex",
    "wagtailimages_rendition",
    "wagtailsearch_indexentry",
    "wagtailusers_userprofile",
}

UPDATE = 'UPDATE "{0}" SET "{1}" = "{1}"'


def tables() -> set[str]:
    """Return every table, without those that SQLite keeps behind a full-text table."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
    behind = ("_config", "_content", "_data", "_docsize", "_idx")
    return {
        name
        for name in names
        if not name.endswith("_fts")
        and not (name.endswith(behind) and name.rpartition("_")[0] in names)
    }


@pytest.mark.django_db
def test_each_table_is_known_to_end_the_cached_pages_or_not_to():
    ended = {name: written_by(UPDATE.format(name, "id")) for name in tables()}
    assert {name for name, tables in ended.items() if not tables} == QUIET
    by_name = {name for name, tables in ended.items() if tables == {name}}
    # Django's own, which no model stands for: what it ends is everything.
    assert {name for name in ended if name not in QUIET | by_name} == {"django_migrations"}
    assert ended["django_migrations"] == {EVERYTHING}


@pytest.mark.django_db
def test_each_beginning_of_a_quiet_table_is_that_of_one():
    unused = [
        beginning
        for beginning in NOT_SHOWN
        if not any(name.startswith(beginning) for name in tables())
    ]
    assert unused == []


@pytest.mark.django_db
def test_a_write_to_each_table_with_rows_ends_what_it_should(authority, settings, monkeypatch):
    settings.PAGE_CACHE = True
    ended: list[str] = []
    monkeypatch.setattr(
        versions, "_end_after_commit", lambda connection, tables: ended.append(table)
    )
    if versions._note not in connection.execute_wrappers:
        monkeypatch.setattr(connection, "execute_wrappers", [versions._note])
    with_rows = []
    for table in sorted(tables()):
        with connection.cursor() as cursor:
            columns = connection.introspection.get_table_description(cursor, table)
            cursor.execute(UPDATE.format(table, columns[-1].name))
            if cursor.rowcount > 0:
                with_rows.append(table)
    assert "wagtailcore_page" in with_rows
    assert ended == [name for name in with_rows if name not in QUIET]
