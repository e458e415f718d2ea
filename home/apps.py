"""The front page, content pages and navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        """Give the front page what it shows."""
        from home.models import HomePage
        from home.presentation import home_context

        HomePage.served_by(context=home_context)
