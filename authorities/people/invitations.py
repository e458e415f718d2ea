"""Asking somebody to work for an authority, and what becomes of it."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from authorities.http.rate_limit import RateLimit
from authorities.models import Invitation, Role, SecurityEvent, User
from authorities.people import mails
from authorities.people.acts import Act, PeopleRefused, begin
from authorities.people.membership import groups_for, in_order, people_of
from authorities.sign_in.passwords.resets import password_changed

Kind = SecurityEvent.Kind
# Mails to one address from one authority: who invites may mistype, and must not pester.
SENT = RateLimit("invitations", times=5, seconds=24 * 3600)
# Nobody needs an address that never answered.
FORGOTTEN_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Invited:
    """Who is asked, and into which roles."""

    email: str
    first_name: str
    last_name: str
    roles: list[Role]


@transaction.atomic
def invite(invited: Invited, act: Act) -> str:
    """Mail somebody a link by which they take the roles, and return its path.

    A link that was sent to this address before is void. Raises `PeopleRefused` for who may not
    invite, for somebody who works here already, and after five mails in a day. Nothing is asked of
    other authorities' people, so that no answer tells of them.
    """
    begin(act)
    groups_for(act.authority, invited.roles)
    here = people_of(act.authority).filter(email__iexact=invited.email).first()
    if here and here.has_usable_password():
        raise PeopleRefused(
            _("%s works here already. Change the roles on their own page.") % here.email
        )
    waiting = Invitation.objects.for_authority(act.authority).waiting()
    invitation = waiting.filter(email__iexact=invited.email).first() or Invitation(
        authority=act.authority
    )
    invitation.email = invited.email
    invitation.first_name, invitation.last_name = invited.first_name, invited.last_name
    invitation.roles = [role.value for role in in_order(invited.roles)]
    return _send(invitation, act)


@transaction.atomic
def send_again(invitation: Invitation, act: Act) -> str:
    """Mail a new link to who was invited, and return its path; the one before is void.

    Raises `PeopleRefused` as `invite` does, and for what was answered or withdrawn meanwhile.
    """
    begin(act)
    return _send(_waiting(invitation), act)


@transaction.atomic
def withdraw(invitation: Invitation, act: Act) -> None:
    """End an invitation: its link opens nothing any more.

    Raises `PeopleRefused` for who may not, and for what was answered or withdrawn meanwhile.
    """
    begin(act)
    invitation = _waiting(invitation)
    invitation.withdrawn_at, invitation.digest = timezone.now(), None
    invitation.save()
    act.record(Kind.INVITED, invitation=invitation.pk, is_withdrawn=True)


def find(token: str) -> Invitation | None:
    """Return the invitation whose link this is, while it works."""
    found = Invitation.objects.filter(digest=_digest(token)).select_related("authority").first()
    return found if found and found.works(timezone.now()) else None


def account_at(invitation: Invitation) -> User | None:
    """Return the account with which somebody signs in by a password at the invited address."""
    people = User._base_manager.filter(email__iexact=invitation.email)
    return people.filter(signs_in_by_code=False).first()


def asks_for_password(account: User | None) -> bool:
    """Return whether the account opens something now, so that its own password is asked for.

    Otherwise whoever has the mailbox sets one, as they could by a password reset.
    """
    return bool(
        account and account.has_usable_password() and account.has_perm("wagtailadmin.access_admin")
    )


@transaction.atomic
def accept(
    invitation: Invitation,
    account: User | None,
    request: HttpRequest,
    *,
    names: dict[str, str] | None = None,
    password: str = "",
) -> User | None:
    """Give the roles to the account, or to a new one; return whose it is.

    `password` is set where one is given, with the names. Returns None where somebody else was
    quicker: the link was used, or the address has got an account, in the meantime.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.digest != invitation.digest or not locked.works(timezone.now()):
        return None
    is_new = account is None
    if account is None:
        try:
            with transaction.atomic():
                account = User.objects.create_user(locked.email)
        except IntegrityError:
            return None
    if password:
        for name, value in (names or {}).items():
            setattr(account, name, value)
        account.set_password(password)
        account.save()
        if not is_new:
            password_changed(request, account, by=None)
    _join(locked, account, request)
    # Its permissions are remembered, from before.
    return User._base_manager.get(pk=account.pk)


def forget_old_invitations(now: datetime) -> int:
    """Delete what nobody accepted within a month; return how many invitations that were."""
    old = Invitation.objects.filter(accepted_at=None, sent_at__lt=now - FORGOTTEN_AFTER)
    return old.delete()[0]


def _join(invitation: Invitation, account: User, request: HttpRequest) -> None:
    roles = in_order(invitation.roles)
    account.groups.add(*groups_for(invitation.authority, roles))
    invitation.accepted_at, invitation.digest = timezone.now(), None
    invitation.person = account
    invitation.save()
    joined = Act(invitation.authority, account, request=request)
    joined.record(Kind.JOINED, account, invitation=invitation.pk)
    given = Act(invitation.authority, invitation.invited_by, request=request)
    for role in roles:
        given.record(Kind.ROLE_GIVEN, account, role=role.value)


def _send(invitation: Invitation, act: Act) -> str:
    if SENT.is_hit(f"{act.authority.pk}:{invitation.email.lower()}"):
        raise PeopleRefused(_("This address was written to five times today. Try again tomorrow."))
    token = secrets.token_urlsafe(32)
    invitation.digest, invitation.sent_at = _digest(token), timezone.now()
    invitation.invited_by = act.by
    invitation.save()
    path = reverse("invitation", args=[token])
    act.record(Kind.INVITED, invitation=invitation.pk, roles=invitation.roles)
    mails.queue_invitation(invitation, path)
    return path


def _waiting(invitation: Invitation) -> Invitation:
    waiting = Invitation.objects.select_for_update(of=("self",)).waiting()
    found = waiting.filter(pk=invitation.pk).select_related("authority").first()
    if found is None:
        raise PeopleRefused(_("This invitation was answered or withdrawn in the meantime."))
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
