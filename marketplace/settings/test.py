"""The tests: a database of their own, mail kept in memory, files in a folder that goes away."""

import tempfile
from pathlib import Path

from marketplace.settings.development import *  # noqa: F403
from marketplace.settings.development import DATABASES, POST_OFFICE, STORAGES, VAR_DIR

DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, so that the threads of a live server have connections of their own.
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

_files = Path(tempfile.mkdtemp(prefix="marketplace-test-"))
MEDIA_ROOT = _files / "media"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "applications.storage.PrivateStorage",
        "OPTIONS": {"location": str(_files / "private")},
    },
}
POST_OFFICE = POST_OFFICE | {
    "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
}
