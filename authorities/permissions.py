"""Who may do what, as pure functions that say why not."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import AuthorityGroup, Role, User


@dataclass(frozen=True)
class Verdict:
    """Whether something is allowed, and if not, the sentence that says why."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def refused(reason: str) -> Verdict:
    """Return a verdict against, with its reason."""
    return Verdict(False, reason)


def roles_of(user: User | AnonymousUser, authority: Site) -> frozenset[Role]:
    """Return the person's roles at this authority; a superuser has all of them."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Role)
    return frozenset(
        Role(held.role) for held in _held_groups(user) if held.authority_id == authority.pk
    )


def authorities_of(user: User | AnonymousUser) -> list[Site]:
    """Return the authorities for which the person works, in a fixed order."""
    if not user.is_authenticated or not user.is_active:
        return []
    if user.is_superuser:
        return list(Site.objects.select_related("root_page").order_by("pk"))
    sites = {held.authority_id: held.authority for held in _held_groups(user)}
    return [sites[key] for key in sorted(sites)]


def staff_of(authority: Site, *roles: Role) -> QuerySet[User]:
    """Return who works for the authority now, by name; with roles, who has one of these there."""
    here: dict[str, object] = {"groups__authority_group__authority": authority}
    if roles:
        here["groups__authority_group__role__in"] = roles
    found = User.objects.filter(is_active=True, **here).distinct()
    return found.order_by("last_name", "first_name", "email")


def may_act_as(user: User | AnonymousUser, authority: Site, *roles: Role) -> Verdict:
    """Return whether the person holds one of these roles at this authority."""
    if roles_of(user, authority) & frozenset(roles):
        return ALLOWED
    return refused(_("Your role does not include this."))


def _held_groups(user: User) -> list[AuthorityGroup]:
    """Return the person's groups that stand for a role; asked of the database once a request."""
    if not hasattr(user, "_held_authority_groups"):
        user._held_authority_groups = list(  # type: ignore[attr-defined]
            # Whoever works in the admin now: all that this person holds.
            AuthorityGroup._base_manager.filter(group__user=user).select_related(
                "authority__root_page"
            )
        )
    return user._held_authority_groups  # type: ignore[attr-defined]
