"""The roles in words."""

from django.utils.translation import gettext_lazy as _

from authorities.models import Role

WHAT_THEY_DO = {
    Role.EDITOR: _("writes pages and briefs, and sends them for approval"),
    Role.APPROVER: _("publishes what editors wrote"),
    Role.MODERATOR: _("screens applications, and decides about them"),
    Role.ASSESSOR: _("is a colleague whom moderators ask to assess"),
    Role.PROGRAMME_MANAGER: _("does all of this, and takes decisions back"),
    Role.AUDITOR: _("reads everything that was sent or decided, and changes nothing"),
    Role.OBSERVER: _("reads the same for the challenges for which they are named"),
    Role.ADMINISTRATOR: _("says who works here; sees no application by that"),
}


def labels_of(roles) -> str:
    """Return the labels of these roles, with commas between them."""
    return ", ".join(str(Role(role).label) for role in roles)


def role_choices() -> list[tuple[str, str]]:
    """Return each role with what it is for."""
    return [(role.value, f"{role.label}: {WHAT_THEY_DO[role]}") for role in Role]
