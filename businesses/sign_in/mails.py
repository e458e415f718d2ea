"""Mail to people who sign in."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.mail.registry import register
from authorities.mail.sender import queue_mail
from authorities.scope import settings_of

CODE = register(
    "code", "businesses/sign_in/mail/code.txt", to="who signs in", when="they ask for a code"
)


def queue_code(recipient: str, authority: Site, code: str, *, seconds: int) -> None:
    """Queue a code in the authority's name, before other mail; it is not sent once it is useless.

    `seconds` is for how long the code works. The subject does not hold it, because mail servers
    write subjects into their logs.
    """
    queue_mail(
        recipient,
        authority,
        CODE.template,
        subject=_("Your code to sign in at %s") % settings_of(authority).name,
        context={"code": code, "minutes": seconds // 60, "site_name": authority.hostname},
        priority="high",
        expires_at=timezone.now() + timedelta(seconds=seconds),
    )
