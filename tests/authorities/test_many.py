"""With many authorities in one installation, a page costs what it costs with two."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from authorities.creation import NewAuthority, start_authority
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory

SOME = 3


@pytest.fixture
def more(other_authority):
    """Return a function that starts some more authorities, each with a challenge that is open."""

    def start():
        for number in range(SOME):
            new = NewAuthority(
                name=f"Council {number}",
                slug=f"council-{number}",
                short_name=f"C{number}",
                hostname=f"council-{number}.example.org",
                port=80,
                contact_email=f"challenges@council-{number}.example.org",
                sender_email=f"no-reply@council-{number}.example.org",
            )
            page = ChallengePageFactory(authority=start_authority(new)[0])
            ApplicationFactory(page=page)

    return start


def statements(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured]


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (None, "/"),
        (None, "/challenges/"),
        (None, "/challenges/damp/"),
        *[
            (role, "/admin/")
            for role in (Role.EDITOR, Role.APPROVER, Role.MODERATOR, Role.PROGRAMME_MANAGER)
        ],
        (Role.MODERATOR, "/admin/queue/"),
        ("superuser", "/admin/"),
    ],
)
def test_pages_ask_as_much_with_many_authorities_as_with_two(authority, more, role, path):
    page = ChallengePageFactory(authority=authority, slug="damp")
    ApplicationFactory(page=page)
    client = Client(headers={"host": authority.hostname})
    if role == "superuser":
        client.force_login(UserFactory(is_superuser=True, is_staff=True))
    elif role:
        client.force_login(UserFactory.working_for(authority, role))
    before = statements(client, path)
    more()
    after = statements(client, path)
    assert len(after) <= len(before), "\n".join(sorted(set(after) - set(before)))
