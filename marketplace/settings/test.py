"""The tests: a database of their own, mail kept in memory, files in a folder that goes away."""

import atexit
import shutil
import tempfile
from pathlib import Path

from marketplace.settings.development import *  # noqa: F403
from marketplace.settings.development import DATABASES, POST_OFFICE, STORAGES, TASKS

DEBUG = False
PAGE_CACHE = False  # its own tests turn it on
VIEW_COUNT_SECONDS = 0
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Each run has a folder of its own, so that two runs at once never meet.
_files = Path(tempfile.mkdtemp(prefix="marketplace-test-"))
atexit.register(shutil.rmtree, _files, ignore_errors=True)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, so that the threads of a live server have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(_files / "test.sqlite3")}
    # Nobody needs it after the power was lost.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"

METRICS, SENTRY_DSN = False, ""  # their own tests turn them on
SENTENCE_ENCODER = ""  # its own tests turn it on
MEDIA_ROOT = _files / "media"
PRIVATE_MEDIA_ROOT = _files / "private"
CLAMAV_ADDRESS = ""  # its own tests start one
RECORD_HEADS_FILE = ""  # its own tests write one
STORAGES = STORAGES | {
    "default": {
        "BACKEND": "authorities.library.storage.LibraryStorage",
        "OPTIONS": {"location": str(_files / "library")},
    },
    "private": {
        "BACKEND": "applications.files.storage.PrivateStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT)},
    },
}
POST_OFFICE = POST_OFFICE | {
    "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
}
# What Wagtail keeps in step is so when somebody looks; their own tests queue it.
TASKS = TASKS | {"default": {"BACKEND": "tests.lazy_index.LazyBackend"}}
