"""What the project itself gives to Wagtail's admin."""

from django.urls import path
from wagtail import hooks

from marketplace.operations import views as operations

hooks.register("register_reports_menu_item", operations.menu_item)


@hooks.register("register_admin_urls")
def operations_urls() -> list:
    """Add the address at which the installation's administrators see how it is."""
    return [path("operations/", operations.operations, name="operations")]
