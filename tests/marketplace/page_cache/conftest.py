"""Visitors of an installation that keeps its pages."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from authorities.caching import versions
from tests.factories import ChallengePageFactory, ThemeFactory

IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}


@pytest.fixture
def caches_of_pages(settings):
    """Return a function that puts the pages into a cache of its own, or leaves them in a table."""

    def use(cache):
        settings.CACHES = settings.CACHES | ({"pages": cache} if cache else {})
        settings.PAGE_CACHE = True
        from django.core.cache import caches

        caches["pages"].clear()

    return use


@pytest.fixture(autouse=True)
def _keep_pages(db, caches_of_pages, monkeypatch):
    # `tests/marketplace/outages/` takes a cache away and gives it back.
    monkeypatch.setattr(versions, "end_later", lambda: None)
    caches_of_pages(IN_MEMORY)


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """Return a context in which the end of a test's transaction does what a commit does."""

    @contextmanager
    def commit():
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return commit


@pytest.fixture
def reader(authority):
    """Somebody whom nobody knows."""
    return Client(headers={"host": authority.hostname})


@pytest.fixture
def another(authority):
    """Somebody else whom nobody knows, with a browser that checks forms."""
    return Client(headers={"host": authority.hostname}, enforce_csrf_checks=True)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority, slug="damp", themes=[ThemeFactory(authority=authority)]
    )
