"""What the editor offers at its foot."""

from django.http import HttpRequest
from wagtail.admin.action_menu import ActionMenuItem


def approve_or_publish(items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Leave out publishing where approving publishes: the two would do the same, but for who."""
    if any(item.name == "approve" for item in items):
        items[:] = [item for item in items if item.name != "action-publish"]
