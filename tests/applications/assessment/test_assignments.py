"""Assigning: by hand, in bulk, evenly; and how assignments end."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.assessment import declarations, rounds
from applications.assessment.assessors import unassign
from applications.assessment.assessors.assignments import allocate_evenly, assign, assign_all
from applications.assessment.rounds import AssessmentRefused
from applications.jobs.assessor_reminders import remind_assessors
from applications.models import Assignment, Colleague, EndedBecause, Entry, Event
from applications.models.status import Status
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory

SOON = timezone.now() + timedelta(days=9)


def test_assigning_starts_the_assessment_and_is_on_the_record(page, assessor, moderator):
    application = ApplicationFactory(page=page, status=Status.ELIGIBLE)
    assignment = assign(application, assessor, by=moderator, due_at=SOON)
    application.refresh_from_db()
    assert application.status == Status.IN_ASSESSMENT
    entry = Entry.objects.get(event=Event.ASSIGNED)
    assert (entry.about, entry.assessor) == ({"assignment": assignment.pk}, assessor)


def test_one_mail_tells_an_assessor_of_everything_at_once(page, assessor, moderator, authority):
    applications = ApplicationFactory.create_batch(3, page=page, status=Status.ELIGIBLE)
    assign_all([(one, assessor) for one in applications], by=moderator, due_at=SOON)
    mail = Email.objects.get(to=assessor.email)
    assert "3 applications" in mail.subject
    assert authority.root_url + assessor.private_path in mail.message


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.INELIGIBLE, Status.MATCHED])
def test_only_what_is_eligible_or_in_assessment_is_assigned(page, assessor, moderator, status):
    application = ApplicationFactory(page=page, status=status)
    with pytest.raises(AssessmentRefused, match=application.reference):
        assign(application, assessor, by=moderator, due_at=SOON)


@pytest.mark.parametrize("trait", ["waiting", "declined", "removed"])
def test_only_who_has_accepted_is_assigned(page, application, moderator, trait):
    with pytest.raises(AssessmentRefused, match="accepted"):
        assign(application, AssessorFactory(page=page, **{trait: True}), by=moderator, due_at=SOON)


def test_an_assessor_of_another_challenge_is_not_assigned(authority, application, moderator):
    other = AssessorFactory(page=ChallengePageFactory(authority=authority))
    with pytest.raises(AssessmentRefused):
        assign(application, other, by=moderator, due_at=SOON)


def test_who_works_on_an_application_never_assesses_it(page, application, moderator):
    contact = AssessorFactory(page=page, email=application.email.upper())
    colleague = AssessorFactory(page=page, email="friend@example.com")
    Colleague.objects.create(draft=application.draft, email="Friend@example.com")
    for one in (contact, colleague):
        with pytest.raises(AssessmentRefused, match="works on this application"):
            assign(application, one, by=moderator, due_at=SOON)


def test_who_has_a_conflict_is_not_assigned_until_it_is_lifted(assessor, application, moderator):
    declarations.recognise(assessor, application, text="A friend.")
    with pytest.raises(AssessmentRefused, match="conflict"):
        assign(application, assessor, by=moderator, due_at=SOON)
    declarations.lift_conflict(assessor, application, by=moderator, reason="Another firm.")
    assert assign(application, assessor, by=moderator, due_at=SOON)


def test_in_bulk_all_are_assigned_or_none(page, assessor, application, moderator):
    ineligible = ApplicationFactory(page=page, status=Status.INELIGIBLE)
    with pytest.raises(AssessmentRefused):
        assign_all([(application, assessor), (ineligible, assessor)], by=moderator, due_at=SOON)
    assert not Assignment.objects.exists()
    assert not Entry.objects.exists()
    assert not Email.objects.exists()


def test_nothing_is_assigned_twice_or_with_a_time_that_has_passed(
    assessor, application, assignment, moderator
):
    with pytest.raises(AssessmentRefused, match="has it already"):
        assign(application, assessor, by=moderator, due_at=SOON)
    with pytest.raises(AssessmentRefused, match="still to come"):
        assign(application, assessor, by=moderator, due_at=timezone.now())


def test_spreading_reaches_the_pages_number_and_goes_round_conflicts(page, moderator):
    assessors = [AssessorFactory(page=page) for _ in range(4)]
    applications = ApplicationFactory.create_batch(6, page=page, status=Status.ELIGIBLE)
    declarations.recognise(assessors[0], applications[0], text="A friend.")
    allocate_evenly(page, by=moderator, due_at=SOON)
    pairs = list(Assignment.objects.values_list("assessor", "application"))
    assert set(Counter(key for _one, key in pairs).values()) == {page.assessors_wanted}
    assert set(Counter(one for one, _key in pairs).values()) == {3}
    assert (assessors[0].pk, applications[0].pk) not in pairs
    with pytest.raises(AssessmentRefused, match="nothing to share out"):
        allocate_evenly(page, by=moderator, due_at=SOON)


def test_who_gave_an_application_back_does_not_get_it_again(page, application, moderator):
    assignment = AssignmentFactory(assessor=AssessorFactory(page=page), application=application)
    unassign.give_back(assignment, because=EndedBecause.NOT_MY_FIELD, text="I know no walls.")
    other = AssessorFactory(page=page)
    made = allocate_evenly(page, by=moderator, due_at=SOON)
    assert [one.assessor for one in made] == [other]


def test_giving_back_is_counted_by_its_reason(assignment):
    unassign.give_back(assignment, because=EndedBecause.TOO_MANY, text="I have twelve.")
    entry = Entry.objects.get()
    assert (entry.event, entry.about["because"], entry.reason) == (
        Event.GIVEN_BACK,
        "many",
        "I have twelve.",
    )
    with pytest.raises(AssessmentRefused, match="ended already"):
        unassign.give_back(assignment, because=EndedBecause.TOO_MANY, text="Again.")


def test_a_moderator_takes_back_what_is_in_hand_and_not_what_was_sent(
    assignment, assessor, page, impact, moderator
):
    unassign.take_back(assignment, by=moderator, reason="Too slow.")
    assert Entry.objects.get().event == Event.UNASSIGNED
    sent = AssignmentFactory.sent(
        {impact.pk: 1}, assessor=assessor, application=ApplicationFactory(page=page)
    )
    with pytest.raises(AssessmentRefused, match="Return them first"):
        unassign.take_back(sent, by=moderator, reason="Too low.")


def test_nothing_is_assigned_in_a_closed_assessment(page, application, assessor, moderator):
    rounds.close(page, by=moderator)
    with pytest.raises(AssessmentRefused, match="closed"):
        assign(application, assessor, by=moderator, due_at=SOON)


def test_an_assessor_is_reminded_once_two_days_before(assignment, page, assessor):
    also = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    AssignmentFactory(assessor=assessor, application=also, due_at=assignment.due_at)
    assert remind_assessors(assignment.due_at - timedelta(days=2, seconds=1)) == 0
    assert remind_assessors(assignment.due_at - timedelta(days=2)) == 1
    assert remind_assessors(assignment.due_at - timedelta(days=1)) == 0
    assert "2 applications wait" in Email.objects.get(to=assessor.email).subject


def test_nobody_is_reminded_of_what_was_sent_given_back_or_closed(
    page, assignment, application, moderator, impact
):
    AssignmentFactory.sent(
        {impact.pk: 1}, assessor=AssessorFactory(page=page), application=application
    )
    rounds.close(page, by=moderator)
    assert remind_assessors(assignment.due_at - timedelta(days=1)) == 0
