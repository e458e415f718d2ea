"""North asks about a problem that South has, too: their editors and approvers, and a brief."""

from types import SimpleNamespace

import pytest

from authorities.models import Role
from challenges.needs.joining import do, say
from challenges.needs.permissions import Act
from tests.factories import ChallengePageFactory, UserFactory

WORDS = {"who": "Tenants of our flats", "people": 4000, "adds": "We have data."}


@pytest.fixture
def people(authority, other_authority):
    """Erin and Olu of North; Suki and Sol of South."""
    return SimpleNamespace(
        erin=UserFactory.working_for(authority, Role.EDITOR, email="erin@north.example"),
        olu=UserFactory.working_for(authority, Role.APPROVER, email="olu@north.example"),
        suki=UserFactory.working_for(other_authority, Role.EDITOR, email="suki@south.example"),
        sol=UserFactory.working_for(other_authority, Role.APPROVER, email="sol@south.example"),
    )


@pytest.fixture
def brief(authority):
    """North's open brief."""
    return ChallengePageFactory(authority=authority, title="Damp in flats", slug="damp-in-flats")


@pytest.fixture
def said(brief, other_authority, people):
    """What South's editor has said of it; nobody has approved it."""
    return say(brief, other_authority, **WORDS, by=people.suki)


@pytest.fixture
def asked(said, people):
    """The same, approved by South and sent to North."""
    do(said, Act.APPROVE, by=people.sol)
    said.refresh_from_db()
    return said


@pytest.fixture
def joined(asked, people):
    """The same, agreed to by North."""
    do(asked, Act.AGREE, by=people.olu)
    asked.refresh_from_db()
    return asked


@pytest.fixture
def act(client):
    """Return a function with which somebody sends a form about a joining at a site."""

    def send(who, at, joining, **typed):
        client.force_login(who)
        return client.post(f"/admin/needs/{joining.pk}/", typed, headers={"host": at.hostname})

    return send


@pytest.fixture
def at_once(transactional_db):
    """Return a function that calls each of these in a thread of its own, all at one moment."""
    import threading

    from django.db import connection

    def run(*calls):
        start, outcomes = threading.Barrier(len(calls)), []

        def one(call):
            start.wait()
            try:
                outcomes.append(call())
            except Exception as refused:  # the test looks at it
                outcomes.append(refused)
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=[call]) for call in calls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return outcomes

    return run
