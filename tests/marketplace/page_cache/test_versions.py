"""What ends the versions of which cached pages are made, and when."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from authorities.caching import versions
from authorities.caching.tables import EVERYTHING, read_by, written_by
from authorities.models import AuthoritySettings
from challenges.models import Partner, Theme
from marketplace.page_cache import middleware
from tests.factories import ChallengePageFactory


@pytest.fixture
def has_ended():
    """Return a function that says whether anything has ended since it was asked before."""
    known = [versions.current()]

    def ask():
        known.append(versions.current())
        return known[-1] != known[-2]

    return ask


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_version_ends_with_the_commit_and_not_before_and_not_without_one(authority, has_ended):
    settings = AuthoritySettings.objects.filter(site=authority)
    settings.update(brand_colour="#112233")
    assert has_ended()
    with transaction.atomic():
        settings.update(brand_colour="#223344")
        with suppress(RuntimeError), transaction.atomic():
            settings.update(brand_colour="#334455")
            raise RuntimeError("Taken back.")
        assert not has_ended()
    assert has_ended()
    with suppress(RuntimeError), transaction.atomic():
        settings.update(brand_colour="#445566")
        raise RuntimeError("Taken back.")
    assert not has_ended()
    with transaction.atomic():
        with suppress(RuntimeError), transaction.atomic():
            settings.update(brand_colour="#556677")
            raise RuntimeError("Taken back.")
        settings.update(brand_colour="#667788")
    assert has_ended()


def test_many_writes_of_one_transaction_end_one_version(authority, committing):
    with committing():
        Partner.objects.bulk_create(
            [Partner(authority=authority, name=f"Partner {number}") for number in range(3)]
        )
        Partner.objects.update(name=Concat("name", Value(" Limited")))
        [(_, ending, _)] = connection.run_on_commit
        assert ending.tables == {"challenges_partner"}


def test_a_statement_that_changes_no_row_ends_nothing(authority, committing):
    with committing():
        Partner.objects.filter(name="Nobody").update(name="Somebody")
        Partner.objects.filter(name="Nobody").delete()
        assert not connection.run_on_commit


@pytest.mark.parametrize(
    ("sql", "written"),
    [
        ('UPDATE "challenges_theme" SET "name" = %s', "challenges_theme"),
        ("update challenges_theme set name = %s", "challenges_theme"),
        ('INSERT OR IGNORE INTO "challenges_partner" VALUES (%s)', "challenges_partner"),
        ('DELETE FROM "wagtailcore_page" WHERE "path" LIKE %s', "wagtailcore_page"),
        ("WITH moved AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM moved", EVERYTHING),
        ('TRUNCATE "challenges_theme"', EVERYTHING),
        ('UPDATE "nobody_knows_me" SET "name" = %s', EVERYTHING),
        ('CREATE INDEX "theme" ON "challenges_theme" ("name")', None),
        ("\n  SELECT 1", None),
        ("(SELECT 1) UNION (SELECT 2)", None),
        ("SAVEPOINT s1", None),
        ('INSERT INTO "django_session" VALUES (%s)', None),
        ('UPDATE "applications_draftsection" SET "version" = %s', None),
        ('UPDATE "applications_application" SET "status" = %s', "applications_application"),
        (
            'UPDATE "wagtailcore_page" SET "latest_revision_id" = %s, "draft_title" = %s'
            ' WHERE "wagtailcore_page"."id" = %s',
            None,
        ),
        (
            'UPDATE "wagtailcore_page" SET "draft_title" = %s, "live" = %s WHERE "id" = %s',
            "wagtailcore_page",
        ),
    ],
)
def test_whatever_writes_counts_but_for_what_no_page_shows(sql, written):
    assert written_by(sql) == ({written} if written else set())


def test_a_statement_reads_each_table_that_it_names():
    sql = """WITH few AS (SELECT id FROM challenges_theme)
        SELECT * FROM few, "wagtailcore_page" p JOIN django_session s ON s.id = p.id"""
    assert read_by(sql) == {"challenges_theme", "wagtailcore_page"}


@pytest.mark.parametrize(
    "path",
    [
        "/challenges/damp/",
        "/challenges/?q=damp",
        "/challenges/?q=damp+moss&theme=air",
        "/search/?q=damp",
        "/search/suggestions/?q=da",
    ],
)
def test_who_reads_and_searches_ends_nothing(authority, reader, committing, path):
    theme = Theme.objects.create(authority=authority, name="Air", slug="air")
    ChallengePageFactory(authority=authority, title="Damp", slug="damp", themes=[theme])
    with committing():
        assert reader.get(path).status_code == 200
        waiting = [function for _, function, _ in connection.run_on_commit]
        assert not any(isinstance(function, versions.Ending) for function in waiting)


def test_a_new_process_shows_nothing_that_older_code_made(reader, authority, monkeypatch):
    reader.get("/")
    made = []
    monkeypatch.setattr(middleware.PageCacheMiddleware, "_make", counting(made))
    reader.get("/")
    assert not made
    middleware._forget_what_older_code_made.cache_clear()
    reader.get("/")
    reader.get("/")
    assert made == ["/"]


def counting(made):
    """Return what makes a page as before, and puts down its path."""
    make = middleware.PageCacheMiddleware._make

    def count(self, request, *rest):
        made.append(request.path)
        return make(self, request, *rest)

    return count
