"""Where staff answer what was asked about their briefs."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from authorities.scope import staff_authority
from authorities.viewsets import OwnedViewSet
from challenges.models import Clarification


class ClarificationViewSet(OwnedViewSet):
    """Lists what waits first."""

    model = Clarification
    icon = "help"
    never = frozenset({"delete"})
    list_display = [
        "__str__",
        Column("page", label=_("Challenge")),
        Column("state", label=_("State")),
        DateColumn("asked_at", label=_("Asked")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the authority's, what waits before the rest."""
        mine = Clarification.objects.for_authority(staff_authority(request))
        return mine.in_answering_order().select_related("page")
