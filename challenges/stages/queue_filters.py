"""What only challenges know, in the moderation queue."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from applications.models.application import ApplicationQuerySet
from applications.moderation.queue.filters import MoreFilter
from challenges.models import ChallengePage, Theme


def theme_filter() -> MoreFilter:
    """Return the filter by the theme of the challenge."""
    return MoreFilter("theme", _("Theme"), _themes_of, _with_theme)


def _themes_of(authority: Site) -> list[tuple[str, str]]:
    return list(Theme.objects.for_authority(authority).values_list("slug", "name"))


def _with_theme(applications: ApplicationQuerySet, slug: str) -> ApplicationQuerySet:
    """Return what answers challenges of the theme; its key first, so that its share is known."""
    through = ChallengePage.themes.through
    themes = list(Theme.objects.filter(slug=slug).values_list("pk", flat=True))
    pages = through.objects.filter(theme__in=themes).values("challengepage")
    return applications.filter(page__in=pages)
