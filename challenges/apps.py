"""Briefs, programmes and success stories."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChallengesConfig(AppConfig):
    name = "challenges"
    verbose_name = _("Challenges")

    def ready(self) -> None:
        """Keep what the listing counts in step."""
        from challenges.listing import listing_index

        listing_index.connect()
