"""The tests' settings; no part of a page is cached, and all files lie in one temporary folder.

Where kept pages are measured, `KEPT` says in what they are.
"""

import os
import tempfile
from pathlib import Path

from marketplace.settings.base import SENTENCE_ENCODER as ENCODER
from marketplace.settings.test import *  # noqa: F403
from marketplace.settings.test import DATABASES, STORAGES, WAGTAILSEARCH_BACKENDS

FOLDER = Path(tempfile.mkdtemp(prefix="marketplace-benchmark-"))
ROOT_URLCONF = "tests.benchmarks.urls"
ALLOWED_HOSTS = ["*"]
BACKENDS = "django.core.cache.backends"
CACHES = {
    "default": {"BACKEND": "tests.benchmarks.caches.SiteRoots"},
    "pages": {"BACKEND": f"{BACKENDS}.db.DatabaseCache", "LOCATION": "page_cache"},
}
if os.environ.get("KEPT") == "kept in memory":
    CACHES["pages"] = {"BACKEND": f"{BACKENDS}.locmem.LocMemCache"}
if "INDEX_PREFIX" in WAGTAILSEARCH_BACKENDS["default"]:
    WAGTAILSEARCH_BACKENDS["default"]["INDEX_PREFIX"] = f"benchmark_{os.getpid()}_"

is_sqlite = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DATABASES["default"]["TEST"] = {
    "NAME": str(FOLDER / "db.sqlite3") if is_sqlite else f"marketplace_benchmark_{os.getpid()}"
}
MEDIA_ROOT = FOLDER / "media"
MEANING_ROOT = FOLDER / "meaning"
# The tests turn it off; what is measured here is the product.
SENTENCE_ENCODER = ENCODER
STORAGES = STORAGES | {
    "default": {
        "BACKEND": "authorities.library.storage.LibraryStorage",
        "OPTIONS": {"location": str(FOLDER / "library")},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(FOLDER / "private"), "base_url": None},
    },
}
# Warnings alone: the table should not drown in what the pages tell the log.
LOGGING_CONFIG = None
