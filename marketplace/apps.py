"""The project itself."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    verbose_name = _("Marketplace")

    def ready(self) -> None:
        """Narrow the admin before any form is made, and keep pages only while they are true."""
        from wagtail.admin.widgets import BaseChooser

        from authorities.caching import versions
        from authorities.narrowing import statements
        from marketplace import reporting
        from marketplace.chooser_scripts import with_nonce
        from marketplace.metrics import recording
        from marketplace.operations import failures

        if settings.METRICS:
            recording.watch_database()
        if settings.SENTRY_DSN:
            reporting.start(settings.SENTRY_DSN)
        failures.watch()
        statements.install()
        versions.watch()
        BaseChooser.render = with_nonce(BaseChooser.render)
