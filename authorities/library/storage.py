"""Where editors' documents and pictures lie: in no public folder, opened once they are clean.

Documents leave it through Wagtail's view, which asks for their collection's privacy; of pictures
the public gets renditions, which are drawn anew and lie in the public folder.
"""

from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from authorities.library.keeping import as_not_kept
from authorities.models import LibraryFile, ScanState


class FileWaits(OSError):
    """The scanner has not called this file clean. For Wagtail a picture is then missing."""


def is_readable(name: str) -> bool:
    """Return whether the file of this name may be opened by whoever may read it."""
    row = LibraryFile.objects.filter(name=name).first() or LibraryFile(name=name)
    return row.is_readable


class LibraryStorage(FileSystemStorage):
    """A folder of files, each with what the scanner said of it."""

    def _open(self, name, mode="rb"):
        if not is_readable(name):
            raise FileWaits(f"{name} is being checked, or was found to be harmful.")
        return super()._open(name, mode)  # type: ignore[misc]

    def _save(self, name, content):
        # Names of deleted files are given again: what was said of the last one says nothing.
        with as_not_kept(self, name):
            kept = super()._save(name, content)  # type: ignore[misc]
        LibraryFile.objects.filter(name=kept).delete()
        if getattr(content, "scan_state", None) == ScanState.CLEAN:
            LibraryFile.objects.create(
                name=kept, scan_state=ScanState.CLEAN, scanned_at=timezone.now()
            )
        return kept

    def delete(self, name: str) -> None:
        """Delete the file, and what was said of it."""
        super().delete(name)
        LibraryFile.objects.filter(name=name).delete()

    def open_unasked(self, name: str) -> File:
        """Return the file whatever is known of it, for the scanner."""
        return super()._open(name, "rb")  # type: ignore[misc]
