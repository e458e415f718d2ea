"""The engine within a test's own transaction."""

import pytest


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch, db):
    """A worker drops a connection that is in a transaction; here each one is."""
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None
    )
