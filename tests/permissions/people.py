"""Everybody who may come to a staff address, and the groups in which the table names them."""

from enum import StrEnum

from django.test import Client

from authorities.models import Role
from tests.factories import UserFactory
from tests.signing_in import sign_in_by_code


class Who(StrEnum):
    """One kind of person."""

    NOBODY = "nobody signed in"
    BUSINESS = "business signed in by a code"
    GUEST = "assessor signed in by a code"
    EDITOR = "editor"
    APPROVER = "approver"
    ASSESSOR = "assessor by role"
    MODERATOR = "moderator"
    MANAGER = "programme manager"
    AUDITOR = "auditor"
    OBSERVER = "observer of the challenge"
    OTHER_OBSERVER = "observer of another challenge"
    ADMINISTRATOR = "administrator of the authority"
    SUPERUSER = "superuser"


ROLES = {
    Who.EDITOR: Role.EDITOR,
    Who.APPROVER: Role.APPROVER,
    Who.ASSESSOR: Role.ASSESSOR,
    Who.MODERATOR: Role.MODERATOR,
    Who.MANAGER: Role.PROGRAMME_MANAGER,
    Who.AUDITOR: Role.AUDITOR,
    Who.OBSERVER: Role.OBSERVER,
    Who.OTHER_OBSERVER: Role.OBSERVER,
    Who.ADMINISTRATOR: Role.ADMINISTRATOR,
}

NONE: frozenset[Who] = frozenset()
OUTSIDE = frozenset({Who.NOBODY, Who.BUSINESS, Who.GUEST})
STAFF = frozenset(Who) - OUTSIDE
ADMINISTRATORS = frozenset({Who.ADMINISTRATOR, Who.SUPERUSER})
MANAGERS = frozenset({Who.MANAGER, Who.SUPERUSER})
MOVERS = MANAGERS | {Who.MODERATOR}
EXPORTERS = MOVERS | {Who.AUDITOR}
READERS = EXPORTERS | {Who.OBSERVER}
# An observer has the queue and the board, with what they observe in them.
LISTERS = READERS | {Who.OTHER_OBSERVER}
EDITORS = MANAGERS | {Who.EDITOR, Who.APPROVER}


class Crowd:
    """The staff of one authority, by what they are, and a browser for each person."""

    def __init__(self, authority) -> None:
        self.authority = authority
        self.users = {
            who: UserFactory.working_for(
                authority, role, email=f"{role}.{number}@{authority.pk}.gov"
            )
            for number, (who, role) in enumerate(ROLES.items())
        }
        self.users[Who.SUPERUSER] = UserFactory(
            email=f"root@{authority.pk}.gov", is_superuser=True, is_staff=True
        )
        self.browsers = {who: self.browser(who) for who in Who}

    def browser(self, who: Who, at=None) -> Client:
        """Return a browser at an authority's address in which the person is signed in."""
        at = at or self.authority
        client = Client(headers={"host": at.hostname}, raise_request_exception=False)
        if who in self.users:
            client.force_login(self.users[who])
        return client

    def by_code(self, who: Who, email: str) -> None:
        """Sign somebody in by a code."""
        sign_in_by_code(self.browsers[who], email, at=self.authority)
