"""What both databases do when Wagtail tells them of a page: keep its words, and its vocabulary."""

from collections.abc import Sequence

from django.db.models import Model
from modelsearch.backends.base import BaseIndex
from wagtail.models import Page

from search.spelling import learn


class KeepsPages(BaseIndex):
    """Adds an index of pages to Wagtail's own of everything."""

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

    def keep(self, pages: Sequence[Page]) -> None:
        """Write what the pages say."""
        raise NotImplementedError

    def forget(self, key: int) -> None:
        """Forget what a page says."""
        raise NotImplementedError

    def count_kept(self) -> int:
        """Return how many pages it knows."""
        raise NotImplementedError
