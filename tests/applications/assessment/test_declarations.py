"""Interests: declared by name before anything is read, and never edited."""

import pytest

from applications.assessment import declarations, rounds
from applications.assessment.permissions import may_read
from applications.assessment.rounds import AssessmentRefused
from applications.assessment.scoring.results import sent_scores_of
from applications.models import Declaration, EndedBecause, Entry, Event
from applications.models.status import Status
from tests.factories import ApplicationFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory
from tests.queries import count_queries


def names(assessor):
    return [one.name for one in declarations.applicants_for(assessor)]


def declare(assessor, **conflicts):
    """Declare about everybody: a conflict with the names in `conflicts`."""
    declarations.declare(
        assessor,
        {
            one.token: (one.name in conflicts, conflicts.get(one.name, ""))
            for one in declarations.applicants_for(assessor)
        },
    )


def test_the_list_is_alphabetical_and_holds_who_is_eligible_or_beyond(page, assessor):
    for name, status in (
        ("Zinc", Status.ELIGIBLE),
        ("alder", Status.MATCHED),
        ("Birch", Status.IN_ASSESSMENT),
        ("New", Status.SUBMITTED),
        ("Out", Status.INELIGIBLE),
        ("Gone", Status.WITHDRAWN),
    ):
        ApplicationFactory(page=page, business_name=name, status=status)
    assert names(assessor) == ["alder", "Birch", "Zinc"]


def test_two_applications_of_one_business_are_declared_once(page, assessor):
    for name in ("Birch Ltd", "birch  ltd"):
        ApplicationFactory(page=page, business_name=name, status=Status.ELIGIBLE)
    assert names(assessor) == ["Birch Ltd"]
    declare(assessor)
    assert Declaration.objects.count() == 2


def test_the_tokens_of_two_assessors_differ_and_name_nothing(page, assessor, application):
    other = AssessorFactory(page=page)
    (mine,), (theirs,) = declarations.applicants_for(assessor), declarations.applicants_for(other)
    assert mine.token != theirs.token
    assert application.reference not in mine.token


def test_declaring_is_on_the_record_and_repeating_it_is_not(page, assessor, application):
    declare(assessor)
    declare(assessor)
    entry = Entry.objects.get()
    assert (entry.event, entry.application, entry.assessor) == (
        Event.DECLARED,
        application,
        assessor,
    )
    assert entry.about["has_conflict"] is False


def test_a_conflict_ends_the_assignment_and_takes_its_scores_out_of_the_mean(
    page, assessor, application, impact, price
):
    assignment = AssignmentFactory.sent(
        {impact.pk: 5, price.pk: 5}, assessor=assessor, application=application
    )
    assert sent_scores_of(page)
    declarations.recognise(assessor, application, text="My sister works there.")
    assignment.refresh_from_db()
    assert assignment.ended_because == EndedBecause.CONFLICT
    assert not may_read(assessor, assignment)
    assert sent_scores_of(page) == []
    assert [e.event for e in Entry.objects.all()] == [Event.DECLARED, Event.RECUSED]


def test_an_assessor_does_not_lift_a_conflict_by_declaring_again(assessor, application):
    declare(assessor, **{"Drywall Labs": "I own shares."})
    declare(assessor)
    assert Declaration.objects.filter(has_conflict=False).count() == 0


def test_a_moderator_records_and_lifts_a_conflict_with_a_reason(
    assessor, application, assignment, moderator
):
    declarations.record_conflict(assessor, application, by=moderator, reason="They compete.")
    assignment.refresh_from_db()
    assert assignment.ended_because == EndedBecause.CONFLICT
    with pytest.raises(AssessmentRefused, match="Write the reason"):
        declarations.lift_conflict(assessor, application, by=moderator, reason=" ")
    declarations.lift_conflict(assessor, application, by=moderator, reason="It was another firm.")
    last = Declaration.objects.latest("at", "pk")
    assert (last.has_conflict, last.actor) == (False, moderator)
    assert assignment.ended_at


def test_in_a_closed_assessment_conflicts_are_declared_but_not_lifted(
    page, assessor, application, moderator
):
    rounds.close(page, by=moderator)
    declarations.recognise(assessor, application, text="I know them.")
    with pytest.raises(AssessmentRefused, match="closed"):
        declarations.lift_conflict(assessor, application, by=moderator, reason="Not so.")


def test_a_new_applicant_is_declared_about_before_theirs_is_read(page, assessor, assignment):
    new = ApplicationFactory(page=page, business_name="Late Ltd", status=Status.IN_ASSESSMENT)
    theirs = AssignmentFactory.build(assessor=assessor, application=new, assigned_by=None)
    assert may_read(assessor, assignment)
    assert may_read(assessor, theirs).reason == "Declare your interests first."


def test_many_applicants_are_listed_in_as_many_queries_as_few(page, assessor, application):
    few = count_queries(lambda: declarations.applicants_for(assessor))
    ApplicationFactory.create_batch(4, page=page, status=Status.ELIGIBLE)
    assert count_queries(lambda: declarations.applicants_for(assessor)) == few
