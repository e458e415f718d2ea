"""The search engine that every installation has: the one in its database."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: dict):  # noqa: N802 - Wagtail asks for a backend by this name
    """Return the engine of the default database.

    Raises `ImproperlyConfigured` for a database that has none.
    """
    # Each needs what Wagtail has for its own database alone.
    if connection.vendor == "postgresql":
        from search.index.engines.postgresql import SearchBackend as Backend
    elif connection.vendor == "sqlite":
        from search.index.engines.sqlite import SearchBackend as Backend
    else:
        raise ImproperlyConfigured("The search needs PostgreSQL or SQLite.")
    return Backend(params)
