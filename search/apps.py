"""One search over everything."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "site_search"  # "search" alone would read like Wagtail's own app
    verbose_name = _("Site search")
