"""Two windows, or two moderators, at the same moment, with real threads and connections."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from applications.assessment import rounds
from applications.assessment.assessors.assignments import assign
from applications.assessment.rounds import AssessmentRefused
from applications.assessment.scoring import score_entry
from applications.assessment.scoring.score_entry import ScoreInput, Stale
from applications.models import Assignment, SentScores
from applications.models.status import Status
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
MANY = 6


@pytest.fixture
def page(authority):
    return with_criteria(ChallengePageFactory(authority=authority, closed=True))


@pytest.fixture
def application(page):
    return ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)


def at_once(do) -> list:
    """Return what came of doing it in several threads at the same moment."""
    start, outcomes = threading.Barrier(MANY), []

    def run(number):
        start.wait()
        try:
            do(number)
            outcomes.append("done")
        except (AssessmentRefused, Stale):
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_scores_are_sent_once_however_often_one_clicks(page, application):
    assignment = AssignmentFactory(assessor=AssessorFactory(page=page), application=application)
    entered = {one.pk: ScoreInput(3) for one in page.criteria.all()}
    score_entry.save(assignment, entered, seen=0)
    outcomes = at_once(lambda number: score_entry.send(assignment, read_version=1))
    assert outcomes == ["done"] + ["refused"] * (MANY - 1)
    assert SentScores.objects.count() == 1


def test_of_many_windows_one_saves_and_the_others_are_told(page, application):
    assignment = AssignmentFactory(assessor=AssessorFactory(page=page), application=application)
    impact = page.criteria.all()[0].pk
    outcomes = at_once(
        lambda number: score_entry.save(assignment, {impact: ScoreInput(1, f"{number}")}, seen=0)
    )
    assert outcomes == ["done"] + ["refused"] * (MANY - 1)


def test_an_application_is_assigned_once_and_never_after_closing(authority, page, application):
    moderator = UserFactory.working_for(authority, Role.MODERATOR)
    assessor = AssessorFactory(page=page)
    due_at = timezone.now() + timedelta(days=3)
    outcomes = at_once(
        lambda number: assign(
            type(application).objects.get(pk=application.pk), assessor, by=moderator, due_at=due_at
        )
    )
    assert outcomes == ["done"] + ["refused"] * (MANY - 1)
    assert Assignment.objects.count() == 1
    assert at_once(lambda number: rounds.close(page, by=moderator)).count("done") == 1
