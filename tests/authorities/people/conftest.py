"""An administrator at work, and the links that people get by mail."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from post_office.models import Email

from authorities.models import Invitation, Role
from authorities.people.acts import Act
from authorities.people.invitations import Invited, invite
from tests.factories import UserFactory

PASSWORD = "walls-remember-rain"
LINK = re.compile(r"/admin/invitation/[\w-]+/")


@pytest.fixture
def administrator(authority):
    """Birmingham's administrator."""
    return UserFactory.working_for(authority, Role.ADMINISTRATOR, email="admin@example.org")


@pytest.fixture
def moderator(authority):
    """A moderator of Birmingham's, whose password is `PASSWORD`."""
    return UserFactory.working_for(
        authority, Role.MODERATOR, email="mo@example.org", password=make_password(PASSWORD)
    )


@pytest.fixture
def act(authority, administrator):
    """The administrator does something, with a reason."""
    return Act(authority, administrator, "A good reason.")


@pytest.fixture
def admin(authority, administrator):
    """A browser in which the administrator is signed in."""
    client = Client(headers={"host": authority.hostname})
    client.force_login(administrator)
    return client


@pytest.fixture
def somebody(authority):
    """A browser in which nobody is signed in."""
    return Client(headers={"host": authority.hostname})


@pytest.fixture
def ask_in(act):
    """Return a function that invites an address, and returns the path of the link."""

    def ask(email="ada@example.com", *roles, by=act):
        roles = list(roles or [Role.EDITOR])
        return invite(Invited(email, "Ada", "Lovelace", roles), by)

    return ask


def links():
    """Return the paths of the links in all mails, the oldest first."""
    texts = Email.objects.order_by("pk").values_list("message", flat=True)
    return [found for text in texts for found in LINK.findall(text)]


def invitation_of(email):
    """Return the invitation of the address."""
    return Invitation.objects.get(email=email)
