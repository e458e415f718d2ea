"""What the project itself adds to the admin, for who sees to the installation."""

from django.urls import path
from wagtail import hooks

from marketplace import worker_views
from marketplace.operations import views as operations

hooks.register("construct_homepage_panels", worker_views.add_panel)
hooks.register("register_reports_menu_item", worker_views.menu_item)
hooks.register("register_reports_menu_item", operations.menu_item)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the addresses at which the installation's administrators see how it is."""
    return [
        path("worker/", worker_views.worker_view, name="worker"),
        path("operations/", operations.operations, name="operations"),
    ]
