import logging

from django.db import DatabaseError, migrations, transaction

logger = logging.getLogger(__name__)
# Django's `icontains` compares in capitals.
INDEX = """
    CREATE INDEX IF NOT EXISTS application_by_words ON applications_application
    USING gin (UPPER(search_text) gin_trgm_ops)
"""


def add_index(apps, schema_editor):
    """Index the words where PostgreSQL can; without it the search works, and is slow."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            schema_editor.execute(INDEX)
    except DatabaseError as error:
        logger.warning(
            "The queue's search has no index, because the extension pg_trgm is missing: %s See "
            "docs/operations.md.",
            error,
        )


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS application_by_words")


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [migrations.RunPython(add_index, remove_index)]
