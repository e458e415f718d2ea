"""Sixteen at once: an invitation makes one person, and an authority keeps an administrator."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from authorities.models import Role, User
from authorities.people.acts import Act, PeopleRefused
from authorities.people.invitations import Invited, invite
from authorities.people.membership import end_role, roles_at
from tests.factories import UserFactory, start

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
]
NEW = {"first_name": "Ada", "last_name": "King", "password": "rain-remembers-walls"}


def at_once(*actions):
    """Return what each of the actions answered, each in a thread with a connection of its own."""

    def one(action):
        try:
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(one, actions))


def accept(path, host):
    return lambda: Client(headers={"host": host}).post(path, NEW).status_code


def test_an_invitation_that_is_accepted_sixteen_times_makes_one_person_who_is_in_once():
    site = start("birmingham")
    path = invite(Invited("ada@example.com", "", "", [Role.EDITOR]), Act(site, None))
    answers = at_once(*[accept(path, site.hostname)] * 16)
    ada = User.objects.get(email="ada@example.com")
    assert roles_at(ada, site) == [Role.EDITOR]
    assert ada.staff_sessions.count() == 1
    # Who comes between the two is asked for the password of the account that is there now.
    assert set(answers) <= {302, 404, 422}


def test_two_authorities_that_invite_one_address_get_one_account():
    sites = [start("birmingham"), start("wmca")]
    paths = [
        (invite(Invited("ada@example.com", "", "", [Role.EDITOR]), Act(site, None)), site)
        for site in sites
    ]
    at_once(*[accept(path, site.hostname) for path, site in paths])
    ada = User.objects.get(email="ada@example.com")
    assert sum(len(roles_at(ada, site)) for site in sites) == 1


def test_administrators_who_end_each_other_at_once_leave_one():
    site = start("birmingham")
    people = [UserFactory.working_for(site, Role.ADMINISTRATOR) for _ in range(8)]

    def end(by, person):
        def act():
            try:
                end_role(person, Role.ADMINISTRATOR, Act(site, by, "First come."))
            except PeopleRefused:
                return False
            return True

        return act

    at_once(*[end(by, person) for by, person in zip(people, people[1:] + people[:1], strict=True)])
    assert any(Role.ADMINISTRATOR in roles_at(person, site) for person in people)
