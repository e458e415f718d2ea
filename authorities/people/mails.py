"""Mail to who is asked to work for an authority."""

from django.utils.translation import gettext as _

from authorities.mail.registry import register
from authorities.mail.sender import queue_mail
from authorities.models import Invitation
from authorities.people.roles import labels_of
from authorities.scope import settings_of

INVITATION = register(
    "staff_invitation",
    "authorities/people/mail/invitation.txt",
    to="who is asked to work for the authority",
    when="an administrator invites them, or sends the link again",
)


def queue_invitation(invitation: Invitation, path: str) -> None:
    """Queue the link; the text is the same whether or not somebody has an account."""
    queue_mail(
        invitation.email,
        invitation.authority,
        INVITATION.template,
        subject=_("You are invited to work for %s") % settings_of(invitation.authority).name,
        context={
            "invitation": invitation,
            "roles": labels_of(invitation.roles),
            "url": invitation.authority.root_url + path,
        },
        priority="high",
    )
