"""A challenge that is announced before it opens, as open contracting has it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from challenges.models import EngagementNote
from challenges.models.status import Stage
from challenges.open_data.contracting.official import schema_faults
from challenges.open_data.contracting.packages import compiled_release
from challenges.open_data.contracting.releases import note, note_due
from tests.challenges.open_data.test_releases import SCHEMAS, bodies_of, last_of, move, official
from tests.factories import ChallengePageFactory, ProgrammePageFactory
from tests.factories.programmes import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def engaged(authority):
    """A challenge from its publication to its opening, with what happens while it is announced."""
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        page = ChallengePageFactory(
            authority=authority,
            announced_at=start + timedelta(hours=1),
            opens_at=start + timedelta(hours=3),
            closes_at=start + timedelta(hours=9),
        )
        note([page.pk])
        clock.shift(timedelta(hours=2))
        page.engagement_notes.set([EngagementNote(day=start.date(), text="400 homes.")])
        page.save()
        programme = ProgrammePageFactory(authority=authority)
        SessionFactory(programme=programme, challenge=page, is_public=True, title="Meet us")
        note([page.pk])
        clock.shift(timedelta(hours=2))
        note_due(timezone.now())
        yield page, start


def test_an_announced_challenge_is_in_planning_until_it_opens(engaged):
    page, start = engaged
    told = [
        (body["tag"], body["tender"]["status"], round((row.at - start).total_seconds() / 3600, 1))
        for row, body in zip(page.public_releases.all(), bodies_of(page), strict=True)
    ]
    assert told == [
        (["planning"], "planned", 0),
        (["planningUpdate"], "planning", 1),
        (["planningUpdate"], "planning", 2),
        (["tender"], "active", 3),
    ]
    assert all(row.is_valid for row in page.public_releases.all())


def test_sessions_and_what_was_learned_stay_after_it_has_opened(engaged):
    page, _start = engaged
    merged = compiled_release(last_of(page))
    (learned,) = merged["planning"]["documents"]
    assert learned["description"] == "400 homes."
    assert merged["planning"]["milestones"][0]["title"] == "Meet us"
    tender = merged["tender"]
    assert tender["enquiryPeriod"]["startDate"] < tender["tenderPeriod"]["startDate"]


@official
def test_every_release_of_it_is_valid_by_the_official_schema(engaged, settings):
    settings.OCDS_SCHEMAS = SCHEMAS
    page, _start = engaged
    assert [schema_faults(body) for body in bodies_of(page)] == [[]] * 4


def test_a_session_that_changes_is_heard_of(engaged, django_capture_on_commit_callbacks):
    page, _start = engaged
    session = page.sessions.get()
    with django_capture_on_commit_callbacks(execute=True):
        session.called_off = "Snow."
        session.save()
    milestone = last_of(page)["planning"]["milestones"][0]
    assert milestone["status"] == "notMet"
    assert "Snow." in milestone["description"]


def test_withdrawn_while_it_is_announced_it_is_cancelled(authority):
    page = ChallengePageFactory(authority=authority, announced=True)
    note([page.pk])
    assert last_of(page)["tag"] == ["planning"]
    move(page, Stage.WITHDRAWN, "The money is gone.")
    assert last_of(page)["tag"] == ["tenderCancellation"]
    assert last_of(page)["tender"]["status"] == "cancelled"
