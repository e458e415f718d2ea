"""Wagtail's own pages of users, which superusers have: nobody types a password for another there.

`WAGTAILUSERS_PASSWORD_ENABLED` takes the fields away; here a new account gets its invitation, an
account of a business gets no rights, and what changes goes on the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import AuthorityGroup, SecurityEvent, User
from authorities.people.acts import Act, PeopleRefused
from authorities.people.event_list import SUPERUSER
from authorities.people.invitations import Invited, invite
from authorities.people.membership import in_order
from authorities.scope import staff_authority
from authorities.sign_in.events import record_event
from authorities.sign_in.mails import queue_address_changed
from authorities.sign_in.sessions import end_sessions

Kind = SecurityEvent.Kind


@dataclass(frozen=True)
class Account:
    """What a superuser can change of an account; roles with the key of their authority."""

    email: str
    is_active: bool = True
    is_superuser: bool = False
    roles: frozenset[tuple[int, str]] = frozenset()


def invite_new_user(request: HttpRequest, user: User) -> None:
    """Mail the new account's owner the link by which they set their own password."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    made = _accounts([user])[user.pk]
    authority = staff_authority(request)
    if made.roles and authority.pk not in {site for site, _role in made.roles}:
        authority = Site.objects.get(pk=min(made.roles)[0])
    roles = in_order(role for site, role in made.roles if site == authority.pk)
    _record(request, user, Account(user.email), made)
    try:
        invite(
            Invited(user.email, user.first_name, user.last_name, roles),
            Act(authority, request.user, request=request),  # type: ignore[arg-type]
        )
    except PeopleRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("%s is invited by email to set a password of their own.") % user.email
        )


def before_edit(request: HttpRequest, user: User) -> HttpResponse | None:
    """Refuse to give rights to an account that a code opens; remember what others have."""
    if user.signs_in_by_code:
        messages.error(
            request,
            _("This account is a business's: a code opens it. Invite the person under “People”."),
        )
        return redirect("wagtailusers_users:index")
    request.accounts_before = _accounts([user])  # type: ignore[attr-defined]
    return None


def after_edit(request: HttpRequest, user: User) -> None:
    """Put on record what a superuser changed."""
    before = request.accounts_before[user.pk]  # type: ignore[attr-defined]
    _record(request, user, before, _accounts([user])[user.pk])


def before_bulk(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    """The same for several users at once."""
    users = [one for one in objects if isinstance(one, User)]
    if any(one.signs_in_by_code for one in users) and action_type != "delete":
        return before_edit(request, next(one for one in users if one.signs_in_by_code))
    request.accounts_before = _accounts(users)  # type: ignore[attr-defined]
    return None


def after_bulk(request: HttpRequest, action_type: str, objects: list, action: object) -> None:
    """The same for several users at once."""
    if action_type == "delete":
        return
    users = [one for one in objects if isinstance(one, User)]
    now = _accounts(users)
    for user in users:
        before = request.accounts_before[user.pk]  # type: ignore[attr-defined]
        _record(request, user, before, now[user.pk])


def _accounts(users: Iterable[User]) -> dict[int, Account]:
    """Return the accounts as they stand in the database, by their keys."""
    keys = [user.pk for user in users]
    roles: dict[int, set[tuple[int, str]]] = {key: set() for key in keys}
    held = AuthorityGroup.objects.filter(group__user__in=keys)
    for key, site, role in held.values_list("group__user", "authority", "role"):
        roles[key].add((site, role))
    return {
        one.pk: Account(one.email, one.is_active, one.is_superuser, frozenset(roles[one.pk]))
        for one in User.objects.filter(pk__in=keys)
    }


def _record(request: HttpRequest, user: User, before: Account, now: Account) -> None:
    """Put each difference on record; a new address is mailed to both, as the owner's own is."""
    by: User = request.user  # type: ignore[assignment]

    def note(kind: SecurityEvent.Kind, site: int | None = None, **about: str) -> None:
        authority = Site.objects.get(pk=site) if site else None
        record_event(kind, request, person=user, actor=by, authority=authority, reason="", **about)

    for site, role in sorted(now.roles - before.roles):
        note(Kind.ROLE_GIVEN, site, role=role)
    for site, role in sorted(before.roles - now.roles):
        note(Kind.ROLE_ENDED, site, role=role)
    if now.is_superuser != before.is_superuser:
        note(Kind.ROLE_GIVEN if now.is_superuser else Kind.ROLE_ENDED, role=SUPERUSER)
    if now.is_active != before.is_active:
        note(Kind.RESTORED if now.is_active else Kind.SUSPENDED)
        if not now.is_active:
            end_sessions(user)
    if now.email != before.email:
        note(Kind.ADDRESS_CHANGED)
        queue_address_changed(user, before.email)
