"""What the challenges app gives to Wagtail's admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from authorities.models import Role
from authorities.viewsets import OwnedViewSet, register_owned
from challenges import board
from challenges.models import Directorate, Partner, Theme
from challenges.queue import ChallengeApplicationAdmin


class ThemeViewSet(OwnedViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name", "slug"]


class DirectorateViewSet(OwnedViewSet):
    model = Directorate
    icon = "group"


class PartnerViewSet(OwnedViewSet):
    model = Partner
    icon = "link"
    list_display = ["name", "description"]


for viewset in (ThemeViewSet, DirectorateViewSet, PartnerViewSet):
    register_owned(viewset)

modeladmin_register(ChallengeApplicationAdmin)

EDITORS = [
    f"challenges.{action}_{model}"
    for action in ("add", "change", "delete")
    for model in ("theme", "directorate", "partner")
]


@hooks.register("role_permissions")
def role_permissions() -> dict[Role, list[str]]:
    """Name what each role may do with the challenges app's models."""
    return {
        Role.EDITOR: EDITORS,
        Role.APPROVER: EDITORS,
        Role.PROGRAMME_MANAGER: EDITORS,
    }


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the board's addresses."""
    return [
        path("progress/", board.index, name="challenge_board"),
        path("progress/<int:pk>/", board.challenge, name="challenge_board_challenge"),
    ]


@hooks.register("register_admin_menu_item")
def board_menu_item():
    """Add the board to the menu of who may see it."""
    return board.BoardMenuItem(
        _("Challenge progress"), reverse("challenge_board"), icon_name="tasks", order=160
    )
