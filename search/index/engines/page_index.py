"""What both databases do when Wagtail tells them of a page: keep its words, and its vocabulary."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from django.db import connection
from django.db.models import Model
from modelsearch.backends.base import BaseIndex
from wagtail.models import Page

from search.meaning import nearest
from search.page_text import Texts, meaning_of, texts_of
from search.query.spelling import learn

# What pages say, and how the words of their headings begin.
TABLES = ("site_search_words", "site_search_beginnings")
PAGES = "SELECT id FROM wagtailcore_page"


class PageIndexMixin(BaseIndex):
    """Adds an index of pages to Wagtail's own of everything."""

    # The column that has a page's key.
    key: str

    def add_items(self, model: type[Model], items: Sequence[Model]) -> None:
        """Keep the rows; of pages also what `look_up` needs."""
        super().add_items(model, items)
        if issubclass(model, Page) and items:
            texts = {page: texts_of(page) for page in cast(Sequence[Page], items)}
            self.keep({page.pk: says for page, says in texts.items()})
            nearest.write({page.pk: meaning_of(page) for page in texts})
            learn(says for page, says in texts.items() if page.live)

    def delete_item(self, item: Model) -> None:
        """Forget a row."""
        super().delete_item(item)
        if isinstance(item, Page):
            self.forget([item.pk])
            nearest.forget([item.pk])

    def delete_stale_entries(self) -> None:
        """Forget what is there no longer."""
        super().delete_stale_entries()
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table} WHERE {self.key} NOT IN ({PAGES})")  # noqa: S608
        nearest.forget_stale()

    def keep(self, pages: Mapping[int, Texts]) -> None:
        """Write what the pages say, by their keys."""
        raise NotImplementedError

    def forget(self, keys: Iterable[int]) -> None:
        """Forget what the pages say."""
        rows = [(key,) for key in keys]
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.executemany(f"DELETE FROM {table} WHERE {self.key} = %s", rows)  # noqa: S608

    def count_kept(self) -> int:
        """Return how many pages it knows."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM site_search_words")
            return cursor.fetchone()[0]
