"""Files that an older version kept in the public folder, moved to where they lie now."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

# Where Wagtail keeps documents, pictures as they were uploaded, and pictures of people.
FOLDERS = ("documents", "original_images", "avatar_images")


def move_originals() -> int:
    """Move each file that is not in the library yet, under its name; return how many were moved."""
    public, library = Path(settings.MEDIA_ROOT), Path(storages["default"].path(""))
    moved = 0
    for folder in FOLDERS:
        for path in sorted((public / folder).rglob("*")):
            to = library / path.relative_to(public)
            if path.is_file() and not to.exists():
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(path, to)
                moved += 1
    return moved
