"""What waits for somebody, and who gets it when they leave."""

import pytest
from django.utils import timezone
from wagtail.models import Page, Workflow

from applications.models import Entry, Event, Procurement
from applications.models.status import Status
from authorities.models import Role, SecurityEvent
from authorities.people.acts import PeopleRefused
from authorities.people.membership import roles_at
from authorities.people.open_work import hand_over, open_work_of
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def successor(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def outcome(authority, moderator):
    """A selected application, whose outcome the moderator sees to and was reminded of."""
    page = ChallengePageFactory(authority=authority, closed=True)
    application = ApplicationFactory(page=page, status=Status.SELECTED)
    now = timezone.now()
    return Procurement.objects.create(
        application=application, owner=moderator, due_on=now.date(), reminded_at=now
    )


def counts(person, authority):
    return {work.key: work.count for work in open_work_of(person, authority)}


def test_an_outcome_goes_to_who_is_reminded_of_it_anew_and_that_is_in_the_history(
    act, moderator, successor, outcome, authority
):
    assert counts(moderator, authority) == {"outcomes": 1}
    assert hand_over(moderator, {"outcomes": successor}, act) == 1
    outcome.refresh_from_db()
    assert (outcome.owner, outcome.reminded_at) == (successor, None)
    assert counts(moderator, authority) == {}
    entry = Entry.objects.filter(event=Event.PROCUREMENT).latest("pk")
    assert (entry.actor, entry.about["owner"]) == (act.by, successor.pk)
    (event,) = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.HANDED_OVER)
    assert event.about == {"work": "outcomes", "number": 1, "to": successor.pk}


def test_only_somebody_with_the_right_role_here_can_take_it(
    act, moderator, outcome, authority, other_authority
):
    for wrong in (
        UserFactory.working_for(authority, Role.EDITOR),
        UserFactory.working_for(other_authority, Role.MODERATOR),
        moderator,
    ):
        with pytest.raises(PeopleRefused, match="right role"):
            hand_over(moderator, {"outcomes": wrong}, act)
    outcome.refresh_from_db()
    assert outcome.owner == moderator


def test_an_outcome_of_another_authority_is_not_listed(moderator, outcome, other_authority):
    assert counts(moderator, other_authority) == {}


def test_pages_that_somebody_began_sent_or_locked_go_to_who_may_write(act, authority):
    editor = UserFactory.working_for(authority, Role.EDITOR)
    approver = UserFactory.working_for(authority, Role.APPROVER)
    page = ChallengePageFactory(authority=authority, live=False)
    page.owner = editor
    page.save()
    page.save_revision(user=editor)
    state = Workflow.objects.get(workflow_pages__page=authority.root_page).start(page, editor)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=editor)
    assert counts(editor, authority) == {"drafts": 1, "approvals": 1, "locks": 1}
    given = dict.fromkeys(("drafts", "approvals", "locks"), approver)
    assert hand_over(editor, given, act) == 3
    page.refresh_from_db()
    state.refresh_from_db()
    assert (page.owner, page.locked_by, state.requested_by) == (approver, approver, approver)
    assert counts(editor, authority) == {}


def test_a_colleague_who_assesses_is_named_with_what_to_do(admin, moderator, authority):
    page = ChallengePageFactory(authority=authority, closed=True)
    assessor = AssessorFactory(page=page, email=moderator.email.upper())
    AssignmentFactory(assessor=assessor, application=ApplicationFactory(page=page))
    assert counts(moderator, authority) == {"assessments": 1}
    shown = admin.get(f"/admin/people/{moderator.pk}/suspend/").text
    assert "Their private address as an assessor stays open" in shown


def test_suspending_asks_to_whom_it_goes_and_does_both(
    admin, moderator, successor, outcome, authority
):
    path = f"/admin/people/{moderator.pk}/suspend/"
    page = admin.get(path).text
    assert page.count("Outcomes to see to: 1") == 1
    assert f'<option value="{successor.pk}">' in page
    assert admin.post(path, {"outcomes": successor.pk}).status_code == 422
    assert roles_at(moderator, authority) == [Role.MODERATOR]
    admin.post(path, {"outcomes": successor.pk, "reason": "They left."})
    assert roles_at(moderator, authority) == []
    outcome.refresh_from_db()
    assert outcome.owner == successor


def test_in_a_hurry_the_work_can_stay_and_be_handed_over_later(
    admin, moderator, successor, outcome, authority
):
    admin.post(f"/admin/people/{moderator.pk}/suspend/", {"reason": "A stolen laptop."})
    assert roles_at(moderator, authority) == []
    admin.post(f"/admin/people/{moderator.pk}/open-work/", {"outcomes": successor.pk})
    outcome.refresh_from_db()
    assert outcome.owner == successor
