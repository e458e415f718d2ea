from django.db import migrations

POSTGRESQL = [
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
    CREATE VIRTUAL TABLE site_search_beginnings
    USING fts5(heading, tokenize='unicode61 remove_diacritics 2', prefix='2 3')
    """,
]


def add_table(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(statement)


def remove_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE site_search_beginnings")


class Migration(migrations.Migration):

    dependencies = [
        ('site_search', '0004_words_to_spell_and_reindexing'),
    ]

    operations = [
        migrations.RunPython(add_table, remove_table),
    ]
