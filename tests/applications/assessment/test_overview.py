"""The assessment desk: who runs it, who reads it, and that it keeps what was typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.assessment import declarations, rounds
from applications.models import Assessor, Assignment, Declaration, Observer, SentScores
from applications.models.status import Status
from authorities.models import Role
from tests.applications.assessment.conftest import Browser
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory
from tests.queries import count_queries

pytestmark = pytest.mark.one_database


def soon(days=5):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def path_of(name, page, *more):
    return reverse(f"assessment_{name}", args=[page.pk, *more])


@pytest.fixture
def browser_for(authority):
    """Return a function that signs somebody with a role in."""

    def sign_in(role, at=authority, user=None):
        browser = Browser(authority)
        browser.client.force_login(user or UserFactory.working_for(at, role))
        return browser

    return sign_in


READERS = [Role.MODERATOR, Role.PROGRAMME_MANAGER, Role.AUDITOR]


@pytest.mark.parametrize("name", ["overview", "comparison"])
@pytest.mark.parametrize("role", list(Role))
def test_readers_see_it_and_nobody_else(browser_for, page, assignment, name, role):
    response = browser_for(role).get(path_of(name, page))
    assert (response.status_code == 200) is (role in READERS)


@pytest.mark.parametrize("name", ["overview", "comparison"])
def test_an_observer_sees_it_for_the_challenge_that_they_observe(
    browser_for, authority, page, moderator, name
):
    user = UserFactory.working_for(authority, Role.OBSERVER)
    browser = browser_for(None, user=user)
    assert browser.get(path_of(name, page)).status_code == 404
    Observer.objects.create(page=page, user=user, named_by=moderator)
    assert browser.get(path_of(name, page)).status_code == 200
    other = ChallengePageFactory(authority=authority)
    assert browser.get(path_of(name, other)).status_code == 404


ACTIONS = ["invite", "assign", "allocate", "conflict", "close", "reopen"]


@pytest.mark.parametrize("name", ACTIONS)
def test_who_only_reads_changes_nothing(browser_for, page, name):
    assert browser_for(Role.AUDITOR).post(path_of(name, page)).status_code == 404


@pytest.mark.parametrize("name", ACTIONS)
def test_what_changes_something_takes_a_post(at_desk, page, name):
    assert at_desk.get(path_of(name, page)).status_code == 405


@pytest.mark.parametrize("name", ["overview", "comparison"])
def test_another_authoritys_page_is_not_found(at_desk, other_authority, name):
    other = ChallengePageFactory(authority=other_authority)
    assert at_desk.get(path_of(name, other)).status_code == 404
    assert at_desk.post(path_of("close", other)).status_code == 404


def test_inviting_and_what_is_wrong_keeps_what_was_typed(at_desk, page):
    typed = {"invite-name": "Grace Hopkins", "invite-email": "grace", "invite-answer_on": soon()}
    response = at_desk.post(path_of("invite", page), typed)
    assert response.status_code == 422
    assert b"Grace Hopkins" in response.content
    typed["invite-email"] = "grace@example.net"
    assert at_desk.post(path_of("invite", page), typed).status_code == 302
    assert Assessor.objects.get().email == "grace@example.net"
    again = at_desk.post(path_of("invite", page), typed)
    assert again.status_code == 409
    assert b"invited already" in again.content
    assert b"grace@example.net" in again.content


def test_ticked_applications_are_assigned_to_one_assessor(at_desk, page, assessor):
    ticked = ApplicationFactory.create_batch(2, page=page, status=Status.ELIGIBLE)
    typed = {
        "assign-assessor": assessor.pk,
        "assign-applications": [one.pk for one in ticked],
        "assign-due_on": soon(),
    }
    assert at_desk.post(path_of("assign", page), typed).status_code == 302
    assert Assignment.objects.count() == 2
    again = at_desk.post(path_of("assign", page), typed)
    assert again.status_code == 409
    assert again.content.count(b" checked") == 2


def test_everything_is_shared_out_evenly(at_desk, page, assessor, application):
    typed = {"allocation-target": "1", "allocation-due_on": soon()}
    assert at_desk.post(path_of("allocate", page), typed).status_code == 302
    assert Assignment.objects.get().assessor == assessor
    assert at_desk.post(path_of("allocate", page), {"allocation-target": "0"}).status_code == 422


def test_a_conflict_is_recorded_and_lifted_at_the_desk(at_desk, page, assessor, application):
    typed = {
        "conflict-assessor": assessor.pk,
        "conflict-application": application.pk,
        "conflict-reason": "They compete.",
    }
    assert at_desk.post(path_of("conflict", page), typed).status_code == 302
    lift = path_of("lift", page, assessor.pk, application.pk)
    assert at_desk.post(lift, {"reason": ""}).status_code == 409
    assert at_desk.post(lift, {"reason": "Not so."}).status_code == 302
    assert [one.has_conflict for one in Declaration.objects.all()] == [True, False]


def test_an_assessor_is_given_more_time_and_removed(at_desk, page):
    assessor = AssessorFactory(page=page, late=True)
    extend = path_of("extend", page, assessor.pk)
    assert at_desk.post(extend, {"answer_on": "soon"}).status_code == 409
    assert at_desk.post(extend, {"answer_on": soon()}).status_code == 302
    remove = path_of("remove", page, assessor.pk)
    kept = at_desk.post(remove, {"reason": "", "which": remove})
    assert kept.status_code == 409
    assert at_desk.post(remove, {"reason": "Left."}).status_code == 302
    assessor.refresh_from_db()
    assert assessor.removed_at


def test_an_assessor_of_another_challenge_is_not_found(at_desk, authority, page):
    other = AssessorFactory(page=ChallengePageFactory(authority=authority))
    assert at_desk.post(path_of("remove", page, other.pk), {"reason": "X"}).status_code == 404


def test_closing_freezes_the_desk_and_a_manager_opens_it(
    at_desk, browser_for, page, application, assessor
):
    at_desk.post(path_of("close", page))
    assert rounds.is_closed(page)
    body = at_desk.get(path_of("overview", page)).content
    assert b"The assessment is closed." in body
    assert b"Share out" not in body
    assert at_desk.post(path_of("reopen", page), {"reason": "An error."}).status_code == 409
    manager = browser_for(Role.PROGRAMME_MANAGER)
    assert manager.post(path_of("reopen", page), {"reason": "An error."}).status_code == 302
    assert not rounds.is_closed(page)


def test_unsent_scores_stand_on_no_screen(at_desk, page, assignment, application, impact):
    assignment.scores.create(criterion=impact.pk, score=5, comment="Half a thought.")
    screens = [
        path_of("overview", page),
        path_of("comparison", page),
        reverse("queue_modeladmin_inspect", args=[application.pk]),
    ]
    for path in screens:
        assert b"Half a thought." not in at_desk.get(path).content


def test_the_comparison_ranks_and_marks(at_desk, page, impact, price):
    first, second = (AssessorFactory(page=page) for _ in range(2))
    strong, weak = ApplicationFactory.create_batch(2, page=page, status=Status.IN_ASSESSMENT)
    for application, assessor, scores in (
        (strong, first, (5, 5)),
        (strong, second, (5, 4)),
        (weak, first, (0, 1)),
        (weak, second, (3, 3)),
    ):
        AssignmentFactory.sent(
            dict(zip((impact.pk, price.pk), scores, strict=True)),
            assessor=assessor,
            application=application,
        )
    body = at_desk.get(path_of("comparison", page)).content.decode()
    assert body.index(strong.reference) < body.index(weak.reference)
    for figure in ("4.80", "1.70", "below 2", "far from the others", "<svg"):
        assert figure in body
    response_rows = at_desk.get(path_of("comparison", page)).context["comparison"].rows
    assert [(row.rank, row.outliers) for row in response_rows] == [
        (1, frozenset()),
        (2, frozenset({1, 2})),
    ]


@pytest.mark.parametrize("name", ["overview", "comparison"])
def test_more_applications_and_assessors_need_no_more_queries(at_desk, page, impact, name):
    def add(number):
        assessors = [AssessorFactory(page=page) for _ in range(number)]
        for one in ApplicationFactory.create_batch(number, page=page, status="in_assessment"):
            for assessor in assessors[:-1]:
                AssignmentFactory.sent({impact.pk: 3}, assessor=assessor, application=one)
            AssignmentFactory(assessor=assessors[-1], application=one)
            declarations.recognise(AssessorFactory(page=page), one, text="A friend.")

    add(2)
    few = count_queries(lambda: at_desk.get(path_of(name, page)))
    add(4)
    assert count_queries(lambda: at_desk.get(path_of(name, page))) == few


def test_the_screen_of_an_application_does_what_the_panel_does(
    at_desk, application, assignment, impact, price
):
    def post(name, *more, **typed):
        path = reverse(f"assessment_{name}", args=[application.pk, *more])
        return at_desk.post(path, typed | {"which": path})

    assert post("take_back", assignment.pk, reason="").status_code == 409
    assert post("agree", impact.pk, score="9", reason="More.").status_code == 409
    refused = post("agree", impact.pk, score="x", reason="A long reason.")
    assert b"A long reason." in refused.content
    assert post("agree", impact.pk, score="4", reason="Between.").status_code == 302
    assert post("not_applicable", price.pk, reason="Free.").status_code == 302
    body = at_desk.get(reverse("queue_modeladmin_inspect", args=[application.pk])).content
    assert b"Does not apply." in body
    assert b"Between." in body
    assert post("applicable", price.pk, reason="It costs.").status_code == 302
    assert post("take_back", assignment.pk, reason="Too slow.").status_code == 302


def test_sent_scores_are_shown_and_returned_on_the_applications_screen(
    at_desk, application, assessor, impact
):
    assignment = AssignmentFactory.sent(
        {impact.pk: 3}, {impact.pk: "Clear."}, assessor=assessor, application=application
    )
    screen = reverse("queue_modeladmin_inspect", args=[application.pk])
    assert b"Clear." in at_desk.get(screen).content
    path = reverse("assessment_return", args=[application.pk, assignment.pk])
    assert at_desk.post(path, {"reason": "Look again."}).status_code == 302
    body = at_desk.get(screen).content
    assert b"Returned, to do" in body
    assert SentScores.objects.count() == 1


def test_an_application_of_another_authority_is_not_found(at_desk, other_authority, impact):
    other = ApplicationFactory(page=ChallengePageFactory(authority=other_authority))
    path = reverse("assessment_agree", args=[other.pk, impact.pk])
    assert at_desk.post(path, {"score": "1", "reason": "X"}).status_code == 404


def test_an_auditor_reads_the_applications_screen_and_changes_nothing(
    browser_for, application, assignment, impact
):
    auditor = browser_for(Role.AUDITOR)
    body = auditor.get(reverse("queue_modeladmin_inspect", args=[application.pk])).content
    assert assignment.assessor.name.encode() in body
    assert b"Agree on a score" not in body
    for name, *more in (("agree", impact.pk), ("take_back", assignment.pk), ("pitch",)):
        path = reverse(f"assessment_{name}", args=[application.pk, *more])
        assert auditor.post(path, {"score": "1", "reason": "X"}).status_code == 404


def test_a_withdrawn_application_counts_nowhere_on_the_desk(at_desk, page, application, assignment):
    application.status = Status.WITHDRAWN
    application.save()
    desk = at_desk.get(path_of("overview", page)).context["overview"]
    assert (desk.to_do, desk.applications) == (0, [])
