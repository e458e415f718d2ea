"""Lessons in the admin: written, changed, deleted."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from challenges.models import Lesson
from challenges.programmes.changes import ProgrammeViewSet


class LessonViewSet(ProgrammeViewSet):
    model = Lesson
    icon = "comment"
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("What it is")),
        Column("get_phase_display", label=_("Phase")),
        Column("programme", label=_("Programme")),
    ]

    def get_queryset(self, request):
        """Return the authority's, with their programmes."""
        return super().get_queryset(request).select_related("programme")
