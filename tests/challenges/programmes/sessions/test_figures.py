"""What sessions make in figures, against what was counted by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from challenges.models import Directorate, Session
from challenges.programmes.sessions.figures import Retention, session_figures
from tests.factories.programmes import AttendanceFactory, SessionFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def figures():
    return session_figures(Session.objects.all(), timezone.now())


def held(programme, days, people=(), **fields):
    """Return a session of so many days ago at which these people were."""
    starts_at = timezone.now() - timedelta(days=days)
    session = SessionFactory(programme=programme, starts_at=starts_at, **fields)
    for name in people:
        AttendanceFactory(session=session, there=True, email=f"{name}@example.org", name=name)
    return session


def test_figures_are_those_counted_by_hand(authority, programme):
    housing = Directorate.objects.create(authority=authority, name="Housing")
    held(programme, 30, ["ada", "bo", "cy", "di"], directorate=housing, facilitators="Fay\nGus")
    held(programme, 20, ["ada", "bo", "eve"], directorate=housing, facilitators="fay")
    held(programme, 10, ["ada", "eve"])
    held(programme, 5, ["cy"], kind="one_to_ones")
    held(programme, 4, ["ada"], called_off="Snow.")
    AttendanceFactory(session=SessionFactory(programme=programme), answer="yes")
    found = figures()
    assert (found.held, found.coming) == (4, 1)
    # The called-off one has a tick of its own, which counts for nothing.
    assert (found.participants, found.attendances) == (5, 10)
    assert found.facilitators == 2
    assert found.by_directorate == [("Housing", 2)]
    assert found.retention == Retention(first=4, stayed=1)
    assert "1 of the 4" in found.retention_said
    assert "25%" in found.retention_said


@pytest.mark.parametrize("sessions", [0, 1])
def test_retention_is_not_known_before_two_lists(programme, sessions):
    for number in range(sessions):
        held(programme, number + 1, ["ada"])
    held(programme, 9)
    assert figures().retention is None
    assert "%" not in figures().retention_said


def test_a_number_that_was_recorded_elsewhere_is_multiplied_by_nothing(programme):
    held(programme, 9, recorded_participants=16, recorded_facilitators=2)
    for days in range(7):
        SessionFactory(programme=programme, starts_at=None, ends_at=None, when_said=f"Day {days}")
    found = figures()
    assert (found.held, found.participants, found.facilitators) == (8, 16, 2)
    assert found.unrecorded == 7


def test_an_erased_person_is_still_one(programme):
    session = held(programme, 9, ["ada", "bo", "cy"])
    session.attendances.filter(name__in=["ada", "bo"]).update(email="", name="")
    assert figures().participants == 3


def test_they_cost_no_more_for_many(programme):
    for days in (3, 2):
        held(programme, days, ["ada", "bo"])
    few = count_queries(figures)
    for days in range(10):
        held(programme, days, ["ada", "bo", "cy"])
    assert count_queries(figures) == few <= 5
