"""The two authorities of the table, with what Wagtail keeps for them besides."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client

from tests.factories import UserFactory
from tests.permissions.sweep.planting import plant


@pytest.fixture(scope="package")
def planted(places, django_db_blocker):
    """Both places, everything in each named by its word."""
    with django_db_blocker.unblock(), transaction.atomic():
        for place in places:
            plant(place)
        yield places
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def without_role(planted):
    """A browser of somebody who may come into the admin and has no role."""
    group = Group.objects.create(name="Visitors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = UserFactory()
    user.groups.add(group)
    client = Client(headers={"host": planted[0].authority.hostname}, raise_request_exception=False)
    client.force_login(user)
    return client
