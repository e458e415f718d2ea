"""What ends the generation of cached pages, and when."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from authorities.models import AuthoritySettings
from challenges.models import Partner, Theme
from marketplace.page_cache import generation
from tests.factories import ChallengePageFactory


@pytest.fixture
def has_ended():
    """Return a function that says whether the generation has ended since it was asked before."""
    known = [generation.current()]

    def ask():
        known.append(generation.current())
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
        assert [function for _, function, _ in connection.run_on_commit] == [generation.end]


def test_a_statement_that_changes_no_row_ends_nothing(authority, committing):
    with committing():
        Partner.objects.filter(name="Nobody").update(name="Somebody")
        Partner.objects.filter(name="Nobody").delete()
        assert not connection.run_on_commit


@pytest.mark.parametrize(
    ("sql", "shows"),
    [
        ('UPDATE "challenges_theme" SET "name" = %s', True),
        ("update challenges_theme set name = %s", True),
        ('INSERT OR IGNORE INTO "challenges_partner" VALUES (%s)', True),
        ('DELETE FROM "wagtailcore_page" WHERE "path" LIKE %s', True),
        ("WITH moved AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM moved", True),
        ('TRUNCATE "challenges_theme"', True),
        ('CREATE INDEX "theme" ON "challenges_theme" ("name")', False),
        ("\n  SELECT 1", False),
        ("(SELECT 1) UNION (SELECT 2)", False),
        ("SAVEPOINT s1", False),
        ('INSERT INTO "django_session" VALUES (%s)', False),
        ('UPDATE "applications_draftsection" SET "version" = %s', False),
        ('UPDATE "applications_application" SET "status" = %s', True),
    ],
)
def test_whatever_writes_counts_but_for_what_no_page_shows(sql, shows):
    assert generation.shows(sql) == shows


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
        assert generation.end not in waiting


def test_a_new_process_shows_nothing_that_older_code_made(reader, has_ended):
    from marketplace.page_cache import middleware

    middleware._forget_what_older_code_made.cache_clear()
    reader.get("/")
    assert has_ended()
    reader.get("/")
    assert not has_ended()
