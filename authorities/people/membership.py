"""The roles that people have at an authority: given, ended, suspended and given back."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import AuthorityGroup, Invitation, Role, SecurityEvent, Suspension, User
from authorities.people.acts import Act, PeopleRefused, begin, require_reason
from authorities.permissions import authorities_of
from authorities.sign_in.second_factor.enrolment import reset_second_factor
from authorities.sign_in.sessions import end_sessions

Kind = SecurityEvent.Kind


def people_of(authority: Site) -> QuerySet[User]:
    """Return who works for the authority, and who is suspended there."""
    return User._base_manager.filter(
        Q(pk__in=AuthorityGroup.objects.filter(authority=authority).values("group__user"))
        | Q(pk__in=Suspension.objects.for_authority(authority).values("person"))
    )


def roles_at(person: User, authority: Site) -> list[Role]:
    """Return the roles that the person was given at the authority, in their usual order."""
    found = AuthorityGroup.objects.filter(authority=authority, group__user=person)
    return in_order(found.values_list("role", flat=True))


def in_order(roles) -> list[Role]:
    """Return these names as roles, in their usual order."""
    named = set(roles)
    return [role for role in Role if role.value in named]


def groups_for(authority: Site, roles: list[Role]) -> list[Group]:
    """Return the groups of these roles; raise `PeopleRefused` where the authority has none."""
    found = AuthorityGroup.objects.filter(authority=authority, role__in=roles)
    groups = [row.group for row in found.select_related("group")]
    if len(groups) < len(set(roles)):
        raise PeopleRefused(
            _("This authority does not have this role yet: run manage.py update_authorities.")
        )
    return groups


@transaction.atomic
def give_role(person: User, role: Role, act: Act) -> None:
    """Let the person also work in this role; twice is once.

    Raises `PeopleRefused` for who may not say so, or does not say why, and for somebody suspended.
    """
    begin(act, person)
    require_reason(act)
    if Suspension.objects.for_authority(act.authority).filter(person=person).exists():
        raise PeopleRefused(_("Restore this person first."))
    if role not in roles_at(person, act.authority):
        person.groups.add(*groups_for(act.authority, [role]))
        act.record(Kind.ROLE_GIVEN, person, role=role.value)


@transaction.atomic
def end_role(person: User, role: Role, act: Act) -> None:
    """End one role of the person, with effect at their next click; twice is once.

    Raises `PeopleRefused` for who may not say so, or does not say why.
    """
    begin(act, person)
    require_reason(act)
    if role in roles_at(person, act.authority):
        _take(person, [role], act)
        act.record(Kind.ROLE_ENDED, person, role=role.value)


@transaction.atomic
def suspend(person: User, act: Act) -> None:
    """Take every role here from the person until they are restored; twice is once.

    Raises `PeopleRefused` for who may not say so, or does not say why.
    """
    begin(act, person)
    require_reason(act)
    roles = roles_at(person, act.authority)
    _suspension, is_new = Suspension.objects.get_or_create(
        authority=act.authority, person=person, defaults={"roles": roles}
    )
    if is_new:
        _take(person, roles, act)
        act.record(Kind.SUSPENDED, person, roles=roles)


@transaction.atomic
def restore(person: User, act: Act) -> None:
    """Give the person back the roles that they had here; twice is once.

    Raises `PeopleRefused` for who may not say so, or does not say why.
    """
    begin(act, person)
    require_reason(act)
    suspension = Suspension.objects.for_authority(act.authority).filter(person=person).first()
    if suspension:
        roles = in_order(suspension.roles)
        person.groups.add(*groups_for(act.authority, roles))
        suspension.delete()
        act.record(Kind.RESTORED, person, roles=roles)


@transaction.atomic
def end_their_sessions(person: User, act: Act) -> int:
    """Sign the person out wherever they are; return in how many places that was.

    Raises `PeopleRefused` for who may not.
    """
    begin(act, person)
    ended = end_sessions(person)
    act.record(Kind.SESSIONS_ENDED, person, number=ended)
    return ended


@transaction.atomic
def reset_factor(person: User, act: Act) -> None:
    """Let the person set up their second factor anew; they are told by mail.

    Raises `PeopleRefused` for who may not, or does not say why, and for an account that opens more
    than this authority: there the second factor guards what is not this administrator's.
    """
    begin(act, person)
    require_reason(act)
    if person.is_superuser or authorities_of(_fresh(person)) not in ([], [act.authority]):
        raise PeopleRefused(
            _(
                "The second step of this account is not this authority's alone. Ask whoever runs "
                "the installation to reset it."
            )
        )
    reset_second_factor(person, actor=act.by, request=act.request, reason=act.reason)


def _take(person: User, roles: list[Role], act: Act) -> None:
    """Take the roles, and with them what depends on them."""
    person.groups.remove(*groups_for(act.authority, roles))
    if Role.ADMINISTRATOR in roles:
        # Whom they invited must not come in by that now.
        invited = Invitation.objects.for_authority(act.authority).waiting()
        invited.filter(invited_by=person).update(digest=None)
    if not authorities_of(_fresh(person)):
        end_sessions(person)


def _fresh(person: User) -> User:
    """Return the person without what was remembered of their roles."""
    return User._base_manager.get(pk=person.pk)
