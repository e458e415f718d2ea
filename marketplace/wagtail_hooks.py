"""What the project itself gives to Wagtail's admin."""

from django.urls import path
from wagtail import hooks

from marketplace import worker_views

hooks.register("construct_homepage_panels", worker_views.add_panel)
hooks.register("register_reports_menu_item", worker_views.menu_item)


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the address at which the installation's administrators see how the workers are."""
    return [path("worker/", worker_views.worker_view, name="worker")]
