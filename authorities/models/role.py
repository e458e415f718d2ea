"""What a person does for an authority."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class Role(models.TextChoices):
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    MODERATOR = "moderator", _("Moderator")
    ASSESSOR = "assessor", _("Assessor")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    # Reads everything that was sent or decided, and changes nothing.
    AUDITOR = "auditor", _("Auditor")
    # The same for the challenges for which somebody named them.
    OBSERVER = "observer", _("Observer")
    # Says who works for the authority, and as what; sees no application by that.
    ADMINISTRATOR = "administrator", _("Administrator")


class AuthorityGroup(models.Model):
    """The group whose members have one role at one authority."""

    authority = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="groups")
    role = models.CharField(max_length=20, choices=Role)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="authority_group")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "role"], name="one_group_a_role"),
        ]

    def __str__(self) -> str:
        return str(self.group)
