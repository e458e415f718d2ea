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
]
SQLITE = [
    """
    CREATE VIRTUAL TABLE site_search_words
    USING fts5(heading, summary, rest, tokenize='porter unicode61 remove_diacritics 2')
    """,
]


def add_table(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(statement)


def remove_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE site_search_words")


class Migration(migrations.Migration):

    dependencies = [
        ('site_search', '0002_saved_searches'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.RunPython(add_table, remove_table),
    ]
