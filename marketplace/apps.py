"""The project itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    verbose_name = _("Marketplace")

    def ready(self) -> None:
        """Have what the public reads end with what changes it; let Wagtail's choosers run."""
        from wagtail.admin.widgets import BaseChooser

        from marketplace.chooser_scripts import with_nonce
        from marketplace.page_cache import generation

        generation.watch()
        BaseChooser.render = with_nonce(BaseChooser.render)
