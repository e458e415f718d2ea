"""The settings of the server under load: everything it writes lies below the run's folder."""

import os
from pathlib import Path

from marketplace.settings.development import *  # noqa: F403
from marketplace.settings.development import LOGGING, STORAGES

FOLDER = Path(os.environ["STRESS_FOLDER"])
DEBUG = False
ALLOWED_HOSTS = ["*"]
# All clients sit behind one address here.
APPLICATIONS_PER_HOUR = 1_000_000
ACCOUNT_RATE_LIMITS = False
TRUST_REQUEST_START = False

# The table should not drown in each word that two mail programmes say to one another.
LOGGING["loggers"]["mail.log"] = {"level": "WARNING"}
MEDIA_ROOT = FOLDER / "media"
PRIVATE_MEDIA_ROOT = FOLDER / "private"
STORAGES = STORAGES | {
    "default": {
        "BACKEND": "authorities.library.storage.LibraryStorage",
        "OPTIONS": {"location": str(FOLDER / "library")},
    },
    "private": {
        "BACKEND": "applications.files.storage.PrivateStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT)},
    },
}
