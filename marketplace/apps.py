"""The project itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    verbose_name = _("Marketplace")

    def ready(self) -> None:
        """Have what the public reads end with what changes it."""
        from marketplace.page_cache import generation

        generation.watch()
