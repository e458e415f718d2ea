"""Wagtail's own pages of users, which superusers have: nobody types a password for another there.

`WAGTAILUSERS_PASSWORD_ENABLED` takes the fields away; here a new account gets its invitation, an
account of a business gets no rights, and what changes goes on the record.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import AuthorityGroup, Role, SecurityEvent, User
from authorities.people.acts import Act, PeopleRefused
from authorities.people.event_list import SUPERUSER
from authorities.people.invitations import Invited, invite
from authorities.people.membership import in_order
from authorities.scope import staff_authority
from authorities.sign_in.events import record_event
from authorities.sign_in.sessions import end_sessions

Kind = SecurityEvent.Kind
Held = dict[int, tuple[bool, bool, set[tuple[int, str]]]]


def invite_new_user(request: HttpRequest, user: User) -> None:
    """Mail the new account's owner the link by which they set their own password."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    held = _held([user])[user.pk][2]
    authority = staff_authority(request)
    if held and authority.pk not in {site for site, _role in held}:
        authority = Site.objects.get(pk=min(held)[0])
    roles = in_order(role for site, role in held if site == authority.pk)
    _record(request, user, {}, _held([user]))
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
    request.held_before = _held([user])  # type: ignore[attr-defined]
    return None


def after_edit(request: HttpRequest, user: User) -> None:
    """Put on record what a superuser changed."""
    _record(request, user, request.held_before, _held([user]))  # type: ignore[attr-defined]


def before_bulk(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    """The same for several users at once."""
    users = [one for one in objects if isinstance(one, User)]
    if any(one.signs_in_by_code for one in users) and action_type != "delete":
        return before_edit(request, next(one for one in users if one.signs_in_by_code))
    request.held_before = _held(users)  # type: ignore[attr-defined]
    return None


def after_bulk(request: HttpRequest, action_type: str, objects: list, action: object) -> None:
    """The same for several users at once."""
    users = [one for one in objects if isinstance(one, User) and one.pk]
    if action_type != "delete":
        now = _held(users)
        for user in users:
            _record(request, user, request.held_before, now)  # type: ignore[attr-defined]


def _held(users: Iterable[User]) -> Held:
    """Return by person whether they are active and a superuser, and their roles anywhere."""
    found = User.objects.in_bulk([user.pk for user in users])
    held: Held = {key: (one.is_active, one.is_superuser, set()) for key, one in found.items()}
    groups = AuthorityGroup.objects.filter(group__user__in=found)
    for key, site, role in groups.values_list("group__user", "authority", "role"):
        held[key][2].add((site, role))
    return held


def _record(request: HttpRequest, user: User, before: Held, now: Held) -> None:
    was_active, was_superuser, had = before.get(user.pk, (True, False, set()))
    is_active, is_superuser, has = now[user.pk]
    by: User = request.user  # type: ignore[assignment]

    def note(kind: SecurityEvent.Kind, site: int | None = None, **about: str) -> None:
        authority = Site.objects.get(pk=site) if site else None
        record_event(kind, request, person=user, actor=by, authority=authority, reason="", **about)

    for site, role in sorted(has - had):
        note(Kind.ROLE_GIVEN, site, role=Role(role).value)
    for site, role in sorted(had - has):
        note(Kind.ROLE_ENDED, site, role=Role(role).value)
    if is_superuser != was_superuser:
        note(Kind.ROLE_GIVEN if is_superuser else Kind.ROLE_ENDED, role=SUPERUSER)
    if is_active != was_active:
        note(Kind.RESTORED if is_active else Kind.SUSPENDED)
        if not is_active:
            end_sessions(user)
