"""Two authorities with something at every address, built once for each file of tests."""

import pytest
from django.db import transaction

from tests.factories import start
from tests.factories.partners import with_partner
from tests.permissions.people import Who
from tests.permissions.scene import build


@pytest.fixture(scope="package")
def places(django_db_setup, django_db_blocker):
    """Birmingham's place and the one of the West Midlands; what a test does is undone by `ask`."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = build(start("birmingham"), "Quillfeather"), build(start("wmca"), "Thistledown")
        for place in made:
            place.crowd.by_code(Who.BUSINESS, place.at["assessed"].email)
            place.crowd.by_code(Who.GUEST, place.made["sender"].email)
            with_partner(place.at["assessed"], place.word)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def own(places):
    """Birmingham's place."""
    return places[0]


@pytest.fixture
def other(places):
    """The West Midlands' place."""
    return places[1]
