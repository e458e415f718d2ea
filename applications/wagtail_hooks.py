"""What the applications app gives to Wagtail's admin."""

from wagtail import hooks

from applications import admin_home
from authorities.models import Role

hooks.register("construct_homepage_summary_items", admin_home.add_waiting)
hooks.register("before_delete_page", admin_home.keep_pages_with_applications)
hooks.register("before_bulk_action", admin_home.keep_bulk_pages_with_applications)


@hooks.register("role_permissions")
def role_permissions() -> dict[Role, list[str]]:
    """Let the roles that read applications see them in the menu."""
    view = ["applications.view_application"]
    return {Role.MODERATOR: view, Role.ASSESSOR: view, Role.PROGRAMME_MANAGER: view}
