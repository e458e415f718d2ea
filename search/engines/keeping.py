"""What both databases do when Wagtail tells them of a page: keep its words, and its vocabulary."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Model
from modelsearch.backends.base import BaseIndex, BaseSearchBackend
from wagtail.models import Page

from search.reindexing import note_change
from search.spelling import learn

# What pages say, and how the words of their headings begin.
TABLES = ("site_search_words", "site_search_beginnings")
PAGES = "SELECT id FROM wagtailcore_page"


class NotesChanges(BaseSearchBackend):
    """Notes what changes while an index is being filled. The database hears of every change."""

    def add(self, obj: Model) -> None:
        """Index one object."""
        super().add(obj)
        note_change(obj)

    def delete(self, obj: Model) -> None:
        """Take one object out of the index."""
        super().delete(obj)
        note_change(obj)


class KeepsPages(BaseIndex):
    """Adds an index of pages to Wagtail's own of everything."""

    # The column that has a page's key.
    key: str

    def add_items(self, model: type[Model], items: Sequence[Model]) -> None:
        """Keep the rows; of pages also what `look_up` needs."""
        super().add_items(model, items)
        if issubclass(model, Page) and items:
            self.keep(items)
            learn(items)

    def delete_item(self, item: Model) -> None:
        """Forget a row."""
        super().delete_item(item)
        if isinstance(item, Page):
            self.forget(item.pk)

    def delete_stale_entries(self) -> None:
        """Forget what is there no longer."""
        super().delete_stale_entries()
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table} WHERE {self.key} NOT IN ({PAGES})")  # noqa: S608

    def keep(self, pages: Sequence[Page]) -> None:
        """Write what the pages say."""
        raise NotImplementedError

    def forget(self, key: int) -> None:
        """Forget what a page says."""
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table} WHERE {self.key} = %s", [key])  # noqa: S608

    def count_kept(self) -> int:
        """Return how many pages it knows."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM site_search_words")
            return cursor.fetchone()[0]
