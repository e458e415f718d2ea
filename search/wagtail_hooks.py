"""What the search app gives to others."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from search.insights import views
from search.insights.counts import count_search

hooks.register("searched", count_search)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the report's addresses."""
    return [
        path("reports/searches/", views.searches, name="searches"),
        path("reports/searches/csv/", views.searches_csv, name="searches_csv"),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item():
    """Add the report to the menu of who may see it."""
    return views.ReportMenuItem(
        _("What people search for"), reverse("searches"), icon_name="search", order=1300
    )
