"""One search over everything."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "site_search"  # "search" alone would read like Wagtail's own app
    verbose_name = _("Site search")

    def ready(self) -> None:
        """Note what changes while an index is being filled."""
        from modelsearch.index import get_indexed_models

        from search.index.reindexing import note_change

        for model in get_indexed_models():
            for signal in (post_save, post_delete):
                signal.connect(note_change, sender=model)
