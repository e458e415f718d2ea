"""Inviting assessors: by mail, with a time to answer, and never a competitor."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.assessment import rounds
from applications.assessment.assessors import invitations
from applications.assessment.rounds import AssessmentRefused
from applications.models import Assignment, Colleague, EndedBecause, Entry, Event
from authorities.models import Role
from tests.factories import ApplicationFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory


def ask(page, by, **changes):
    values = {
        "name": "Grace Hopkins",
        "email": "grace@example.net",
        "answer_by": timezone.now() + timedelta(days=3),
    }
    return invitations.invite(page, by=by, **(values | changes))


def test_an_invitation_is_a_mail_with_the_private_address_and_an_entry(page, moderator, authority):
    assessor = ask(page, moderator)
    mail = Email.objects.get(to="grace@example.net")
    assert authority.root_url + assessor.private_path in mail.message
    entry = Entry.objects.get(event=Event.INVITED)
    assert (entry.assessor, entry.actor, entry.page_id) == (assessor, moderator, page.pk)


def test_numbers_follow_each_other_and_stay(page, moderator):
    first, second = ask(page, moderator), ask(page, moderator, email="two@example.net")
    invitations.remove(first, by=moderator, reason="Left the council.")
    third = ask(page, moderator)
    assert [first.number, second.number, third.number] == [1, 2, 3]


def test_nobody_is_invited_twice_at_once(page, moderator):
    ask(page, moderator)
    with pytest.raises(AssessmentRefused, match="invited already"):
        ask(page, moderator, email="GRACE@example.net")


def test_the_contact_of_an_application_is_not_invited(page, moderator, application):
    with pytest.raises(AssessmentRefused, match="works on an application"):
        ask(page, moderator, email=application.email.upper())


def test_a_colleague_who_joined_an_application_is_not_invited(page, moderator, application):
    Colleague.objects.create(
        draft=application.draft, email="friend@example.com", joined_at=timezone.now()
    )
    with pytest.raises(AssessmentRefused, match="works on an application"):
        ask(page, moderator, email="Friend@example.com")


def test_a_time_to_answer_that_has_passed_is_refused(page, moderator):
    with pytest.raises(AssessmentRefused, match="still to come"):
        ask(page, moderator, answer_by=timezone.now())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.OBSERVER, Role.ASSESSOR])
def test_other_roles_invite_nobody(page, authority, role):
    with pytest.raises(AssessmentRefused, match="Only moderators"):
        ask(page, UserFactory.working_for(authority, role))


def test_a_moderator_of_another_authority_invites_nobody(page, other_authority):
    with pytest.raises(AssessmentRefused):
        ask(page, UserFactory.working_for(other_authority, Role.MODERATOR))


@pytest.mark.parametrize(("accepts", "event"), [(True, Event.ACCEPTED), (False, Event.DECLINED)])
def test_an_answer_is_kept_and_given_once(page, accepts, event):
    assessor = AssessorFactory(page=page, waiting=True)
    invitations.answer(assessor, accepts=accepts)
    assert assessor.is_active is accepts
    assert Entry.objects.get().event == event
    with pytest.raises(AssessmentRefused, match="answered this invitation"):
        invitations.answer(assessor, accepts=not accepts)


def test_after_the_time_to_answer_it_is_refused_until_a_moderator_extends_it(page, moderator):
    assessor = AssessorFactory(page=page, late=True)
    with pytest.raises(AssessmentRefused, match="has passed"):
        invitations.answer(assessor, accepts=True)
    invitations.extend_invitation(
        assessor, answer_by=timezone.now() + timedelta(days=1), by=moderator
    )
    invitations.answer(assessor, accepts=True)
    assert assessor.is_active


def test_who_declined_can_be_invited_again(page, moderator):
    declined = AssessorFactory(page=page, declined=True)
    assert ask(page, moderator, email=declined.email).number == 2


def test_removing_ends_what_is_in_hand_and_keeps_what_was_sent(
    page, assessor, assignment, moderator, impact
):
    sent = AssignmentFactory.sent(
        {impact.pk: 3}, assessor=assessor, application=ApplicationFactory(page=page)
    )
    invitations.remove(assessor, by=moderator, reason="Left the council.")
    ended = Assignment.objects.get(pk=assignment.pk)
    assert (ended.ended_because, ended.ended_text) == (
        EndedBecause.TAKEN_BACK,
        "Left the council.",
    )
    sent.refresh_from_db()
    assert sent.counts
    events = list(Entry.objects.values_list("event", flat=True))
    assert events == [Event.REMOVED, Event.UNASSIGNED]


def test_nobody_is_invited_to_a_closed_assessment(page, moderator):
    rounds.close(page, by=moderator)
    with pytest.raises(AssessmentRefused, match="closed"):
        ask(page, moderator)
