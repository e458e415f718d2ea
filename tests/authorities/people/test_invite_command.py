"""`manage.py invite`: the first administrator sets their own password, too."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from post_office.models import Email

from authorities.models import Role, User
from authorities.people.membership import roles_at
from tests.authorities.people.conftest import LINK, links

pytestmark = pytest.mark.django_db


def run(address="first@example.org", authority="birmingham", role=("administrator",)):
    said = StringIO()
    call_command("invite", address, authority=authority, role=list(role), stdout=said)
    return said.getvalue()


def test_it_prints_the_link_and_mails_it(client, authority):
    said = run()
    assert authority.root_url in said
    assert LINK.findall(said) == links()
    assert Email.objects.get().to == ["first@example.org"]
    new = {"first_name": "Fay", "last_name": "First", "password": "rain-remembers-walls"}
    client.post(links()[0], new, headers={"host": authority.hostname})
    first = User.objects.get(email="first@example.org")
    assert roles_at(first, authority) == [Role.ADMINISTRATOR]
    assert not first.is_superuser


@pytest.mark.parametrize(
    ("wrong", "why"),
    [({"authority": "atlantis"}, "no authority"), ({"address": "nowhere"}, "valid email")],
)
def test_it_says_what_is_wrong(authority, wrong, why):
    with pytest.raises(CommandError, match=why):
        run(**wrong)


def test_it_invites_nobody_who_works_there(authority, moderator):
    with pytest.raises(CommandError, match="works here already"):
        run(address=moderator.email)
