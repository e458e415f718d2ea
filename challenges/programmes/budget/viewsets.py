"""Money in the admin. What was kept is corrected, never deleted."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from challenges.models import BudgetLine, Payment
from challenges.programmes.changes import ProgrammeViewSet


class BudgetLineViewSet(ProgrammeViewSet):
    model = BudgetLine
    icon = "list-ul"
    never = frozenset({"delete"})
    list_display = ["__str__", Column("programme", label=_("Programme")), "amount", "is_public"]

    def get_queryset(self, request):
        """Return the authority's, with their programmes."""
        return super().get_queryset(request).select_related("programme")


class PaymentViewSet(ProgrammeViewSet):
    model = Payment
    icon = "tick"
    never = frozenset({"delete"})
    list_display = [
        "__str__",
        Column("programme", label=_("Programme")),
        Column("challenge", label=_("Challenge")),
        "amount",
        DateColumn("on", label=_("On")),
        "is_public",
    ]

    def get_queryset(self, request):
        """Return the authority's, with what they are for."""
        return super().get_queryset(request).select_related("programme", "challenge")
