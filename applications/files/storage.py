"""Where applicants' files are kept."""

from django.core.files.storage import FileSystemStorage

from authorities.library.keeping import as_not_kept


class PrivateStorage(FileSystemStorage):
    """A folder that no address reaches: files leave it through a view that asks who wants them."""

    def _save(self, name, content):
        with as_not_kept(self, name):
            return super()._save(name, content)  # type: ignore[misc]

    def url(self, name: str | None) -> str:
        """Raise `ValueError`: there is none."""
        raise ValueError("This file is private and has no address.")
