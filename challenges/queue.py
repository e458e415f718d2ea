"""The moderation queue, with what only challenges know."""

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applications.queue import ApplicationAdmin
from authorities.scope import staff_authority
from challenges.models import ChallengePage, Theme


class ThemeFilter(SimpleListFilter):
    """By the theme of the challenge."""

    title = _("theme")
    parameter_name = "theme"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        """Return the authority's themes."""
        themes = Theme.objects.for_authority(staff_authority(request))
        return list(themes.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return what answers challenges of the chosen theme."""
        if not self.value():
            return queryset
        return queryset.filter(page__in=ChallengePage.objects.filter(themes__slug=self.value()))


class ChallengeApplicationAdmin(ApplicationAdmin):
    list_filter = [*ApplicationAdmin.list_filter, ThemeFilter]
