"""Who may do what in an assessment, and what they are told when they may not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.assessment import permissions as may
from applications.models import Colleague, Declaration
from applications.models.status import Status
from authorities.models import Role
from tests.factories import UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory


@pytest.mark.parametrize("role", list(Role))
def test_moderators_and_managers_run_it_and_managers_open_it_again(authority, role):
    user = UserFactory.working_for(authority, role)
    assert bool(may.may_manage(user, authority)) is (
        role in (Role.MODERATOR, Role.PROGRAMME_MANAGER)
    )
    assert bool(may.may_reopen(user, authority)) is (role is Role.PROGRAMME_MANAGER)


def test_nobody_runs_another_authoritys(authority, other_authority):
    user = UserFactory.working_for(other_authority, Role.PROGRAMME_MANAGER)
    assert not may.may_manage(user, authority)
    assert not may.may_reopen(user, authority)


@pytest.mark.parametrize(
    ("trait", "reason"),
    [
        ("late", "The time to answer this invitation has passed."),
        ("declined", "You have answered this invitation."),
        ("removed", "You are no longer asked to assess."),
    ],
)
def test_an_invitation_is_answered_once_and_in_time(page, trait, reason):
    verdict = may.may_answer_invitation(AssessorFactory(page=page, **{trait: True}))
    assert verdict.reason == reason


def test_the_last_instant_to_answer_is_the_one_before(page):
    assessor = AssessorFactory(page=page, waiting=True)
    assert may.may_answer_invitation(assessor, now=assessor.answer_by - timedelta(seconds=1))
    assert not may.may_answer_invitation(assessor, now=assessor.answer_by)


def test_an_assessor_reads_what_is_theirs(assessor, assignment):
    assert may.may_read(assessor, assignment)
    assert may.may_score(assessor, assignment)


def test_an_assessor_does_not_read_anothers(page, assignment):
    assert not may.may_read(AssessorFactory(page=page), assignment)


def test_a_removed_assessor_reads_nothing(assessor, assignment):
    assessor.removed_at = timezone.now()
    assert not may.may_read(assessor, assignment)


def test_nothing_is_read_before_it_was_declared_about(assessor, assignment):
    Declaration.objects.all().delete()
    assert may.may_read(assessor, assignment).reason == "Declare your interests first."


def test_who_joins_an_application_later_no_longer_reads_it(assessor, assignment, application):
    Colleague.objects.create(draft=application.draft, email=assessor.email.upper())
    assert may.may_read(assessor, assignment).reason == "You work on this application."


@pytest.mark.parametrize(
    ("status", "reads", "scores"),
    [
        (Status.ELIGIBLE, True, True),
        (Status.MATCHED, True, False),
        (Status.WITHDRAWN, False, False),
        (Status.INELIGIBLE, False, False),
    ],
)
def test_reading_and_scoring_follow_the_applications_state(
    assessor, assignment, application, status, reads, scores
):
    application.status = status
    assert bool(may.may_read(assessor, assignment)) is reads
    assert bool(may.may_score(assessor, assignment)) is scores


def test_what_is_sealed_is_not_read_before_the_closing(page, assessor, assignment, application):
    page.is_sealed = True
    page.save()
    application.page.refresh_from_db()
    before = page.closes_at - timedelta(seconds=1)
    assert "sealed" in may.may_read(assessor, assignment, now=before).reason
    assert may.may_read(assessor, assignment, now=page.closes_at)


def test_others_scores_are_read_once_all_have_sent(page, assessor, application, impact):
    mine = AssignmentFactory.sent({impact.pk: 1}, assessor=assessor, application=application)
    other = AssignmentFactory(assessor=AssessorFactory(page=page), application=application)
    assert not may.may_read_peers(assessor, mine)
    other.ended_at = timezone.now()
    other.save()
    assert may.may_read_peers(assessor, mine)
