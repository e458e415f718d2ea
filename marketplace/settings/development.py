"""One developer's machine: everything embedded, mail readable in the browser."""

from marketplace.settings.base import *  # noqa: F403
from marketplace.settings.base import env
from marketplace.settings.files import STORAGES

DEBUG = env.bool("DEBUG", default=True)
# A template that changes is seen at once.
PAGE_CACHE = env.bool("PAGE_CACHE", default=False)
# Signs nothing of worth: this module is for one machine, and production reads its own.
SECRET_KEY = "development-only-and-never-in-production"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", ".localhost"]
DEMONSTRATION_ALLOWED = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
