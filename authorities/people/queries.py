"""The list of an authority's people: who works there, who is invited, who is suspended."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.models import AuthorityGroup, Invitation, Role, Suspension, User
from authorities.people.membership import in_order, people_of
from authorities.people.roles import labels_of

LONG_AGO = datetime.min.replace(tzinfo=UTC)
STATES = {
    "active": _("Active"),
    "invited": _("Invited"),
    "suspended": _("Suspended"),
    "closed": _("Account closed"),
}


@dataclass(frozen=True)
class Row:
    """One person, as this authority knows them; `invitation` where they have not come yet."""

    name: str
    email: str
    roles: list[Role]
    state: str
    person: User | None = None
    invitation: Invitation | None = None

    @property
    def role_labels(self) -> str:
        """The roles in words."""
        return labels_of(self.roles)

    @property
    def state_label(self) -> str:
        """The state in a word."""
        return str(STATES[self.state])

    @property
    def last_login(self) -> datetime | None:
        """When they last signed in."""
        return self.person.last_login if self.person else None

    @property
    def link_works(self) -> bool:
        """Whether the link of the invitation can still be used."""
        return bool(self.invitation and self.invitation.works(timezone.now()))


SORTS: dict[str, tuple[str | Promise, Callable[[Row], tuple], bool]] = {
    "name": (_("Name"), lambda row: (row.name.casefold(), row.email), False),
    "email": (_("Email address"), lambda row: (row.email.casefold(),), False),
    "recent": (_("Signed in last"), lambda row: (row.last_login or LONG_AGO,), True),
    "longest": (_("Longest not signed in"), lambda row: (row.last_login or LONG_AGO,), False),
}


def rows_of(
    authority: Site, *, words: str = "", role: str = "", state: str = "", sort: str = ""
) -> list[Row]:
    """Return the authority's people who fit, in this order; an authority has some hundreds.

    Of somebody who works for another authority too, this holds nothing of that one.
    """
    wanted = words.casefold().split()
    waiting = list(Invitation.objects.for_authority(authority).waiting())
    rows = [
        row
        for row in (*_invited(waiting), *_members(authority, waiting))
        if (not role or role in row.roles)
        and (not state or state == row.state)
        and all(word in f"{row.name} {row.email}".casefold() for word in wanted)
    ]
    _label, key, is_reversed = SORTS.get(sort) or SORTS["name"]
    return sorted(sorted(rows, key=SORTS["name"][1]), key=key, reverse=is_reversed)


def _invited(waiting: Iterable[Invitation]) -> list[Row]:
    return [
        Row(
            f"{one.first_name} {one.last_name}".strip() or one.email,
            one.email,
            in_order(one.roles),
            "invited",
            invitation=one,
        )
        for one in waiting
    ]


def _members(authority: Site, waiting: Iterable[Invitation]) -> list[Row]:
    """Return who has come; of who is invited and has no password yet the invitation is shown."""
    roles: dict[int, list[str]] = defaultdict(list)
    held = AuthorityGroup.objects.filter(authority=authority, group__user__isnull=False)
    for key, role in held.values_list("group__user", "role"):
        roles[key].append(role)
    addresses = {one.email.lower() for one in waiting}
    has_app = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    suspended = Suspension.objects.for_authority(authority).filter(person=OuterRef("pk"))
    people = people_of(authority).annotate(
        has_factor=Exists(has_app), roles_before=Subquery(suspended.values("roles")[:1])
    )
    return [
        Row(
            str(person),
            person.email,
            in_order(roles[person.pk] if person.roles_before is None else person.roles_before),
            state_of(person, is_suspended=person.roles_before is not None),
            person=person,
        )
        for person in people
        if person.email.lower() not in addresses
    ]


def state_of(person: User, *, is_suspended: bool) -> str:
    """Return the name of the state of who has an account."""
    if not person.is_active:
        return "closed"
    return "suspended" if is_suspended else "active"
