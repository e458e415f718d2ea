"""Mail to staff about their own account. What a person did not do themselves, they hear of."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.mail.registry import MailType, register
from authorities.mail.sender import queue_mail
from authorities.models import User
from authorities.permissions import authorities_of
from authorities.scope import settings_of

ROOM = "authorities/sign_in/mail"
RESET = register(
    "password_reset",
    f"{ROOM}/password_reset.txt",
    to="a member of staff",
    when="somebody asks for a new password at their address",
)
PASSWORD = register(
    "password_changed",
    f"{ROOM}/password_changed.txt",
    to="a member of staff",
    when="their password has changed",
)
ADDRESS = register(
    "address_changed",
    f"{ROOM}/address_changed.txt",
    to="a member of staff, at the old address and the new one",
    when="they sign in with another address from now on",
)
SECOND_FACTOR = register(
    "second_factor",
    f"{ROOM}/second_factor.txt",
    to="a member of staff",
    when="their app or a passkey was added, removed or reset",
)


def queue_password_reset(user: User, authority: Site, path: str) -> None:
    """Queue the link by which the person sets a new password."""
    _queue(
        RESET,
        user,
        _("A new password for %s") % settings_of(authority).name,
        authority=authority,
        url=authority.root_url + path,
    )


def queue_password_changed(user: User) -> None:
    """Queue the news that the password is another one."""
    _queue(PASSWORD, user, _("Your password was changed"))


def queue_address_changed(user: User, old: str) -> None:
    """Queue the news to both addresses."""
    for recipient in (old, user.email):
        _queue(ADDRESS, user, _("Your email address was changed"), recipient=recipient, old=old)


def queue_second_factor(user: User, *, is_added: bool) -> None:
    """Queue the news that the person has one more, or one less, second factor."""
    subject = _("A second step was added") if is_added else _("A second step was removed")
    _queue(SECOND_FACTOR, user, subject, what="added" if is_added else "removed")


def queue_second_factor_reset(user: User) -> None:
    """Queue the news that the person has to set up their second factor anew."""
    _queue(SECOND_FACTOR, user, _("Your second step was reset"), what="reset")


def home_of(user: User) -> Site:
    """Return the authority in whose name the person is written to."""
    theirs = authorities_of(user)
    return theirs[0] if theirs else Site.objects.order_by("-is_default_site", "pk")[0]


def _queue(
    mail: MailType,
    user: User,
    subject: str,
    *,
    authority: Site | None = None,
    recipient: str = "",
    **context: object,
) -> None:
    authority = authority or home_of(user)
    queue_mail(
        recipient or user.email,
        authority,
        mail.template,
        subject=subject,
        context=context
        | {
            "person": user,
            "sign_in_url": authority.root_url + reverse("wagtailadmin_login"),
            "reset_url": authority.root_url + reverse("wagtailadmin_password_reset"),
        },
        priority="high",
    )
