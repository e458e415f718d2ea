"""Where applicants' files are kept."""

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """A folder that no address reaches: files leave it through a view that asks who wants them."""

    def url(self, name: str | None) -> str:
        """Raise `ValueError`: there is none."""
        raise ValueError("This file is private and has no address.")
