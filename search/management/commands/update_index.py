"""`manage.py update_index`: Wagtail's command, but people go on searching and publishing."""

from django.core.management.base import CommandError
from wagtail.search.management.commands.update_index import Command as WagtailCommand

from search.index.reindexing import AlreadyUnderWay, reindex


class Command(WagtailCommand):
    help = "Fills the search indexes anew, beside what is searched and published meanwhile."

    def update_backend(
        self, backend_name: str, schema_only: bool = False, chunk_size: int = 500
    ) -> None:
        """Fill the index of one backend, and print how far it is."""
        if schema_only:
            super().update_backend(backend_name, schema_only=True, chunk_size=chunk_size)
            return
        try:
            rows = reindex(
                backend_name,
                chunk=chunk_size,
                say=lambda words: self.write(f"{backend_name}: {words}"),
            )
        except AlreadyUnderWay as fault:
            raise CommandError(str(fault)) from fault
        self.write(f"{backend_name}: indexed {rows:,} objects")
