"""The tables that the database looks words up in: no models, for each database has its own kind."""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE TABLE site_search_words (
        page_id bigint PRIMARY KEY,
        heading tsvector NOT NULL,
        words tsvector NOT NULL
    )
    """,
    "CREATE INDEX site_search_words_words ON site_search_words USING gin (words)",
    "CREATE INDEX site_search_words_heading ON site_search_words USING gin (heading)",
    """
    CREATE TABLE site_search_beginnings (
        page_id bigint PRIMARY KEY,
        heading tsvector NOT NULL
    )
    """,
    "CREATE INDEX site_search_beginnings_heading ON site_search_beginnings USING gin (heading)",
]
SQLITE = [
    """
    CREATE VIRTUAL TABLE site_search_words
    USING fts5(heading, summary, rest, tokenize='porter unicode61 remove_diacritics 2')
    """,
    """
    CREATE VIRTUAL TABLE site_search_beginnings
    USING fts5(heading, tokenize='unicode61 remove_diacritics 2', prefix='2 3')
    """,
]


def add_tables(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(statement)


def remove_tables(apps, schema_editor):
    for name in ("site_search_words", "site_search_beginnings"):
        schema_editor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):
    dependencies = [("site_search", "0001_initial")]

    operations = [migrations.RunPython(add_tables, remove_tables)]
