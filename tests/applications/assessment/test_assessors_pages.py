"""The assessors' pages: opened by who has proven the invited address, at the authority's site."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from applications.assessment import declarations
from applications.models import Assignment, Declaration, Entry, Event, Score, SentScores
from authorities.models import Role
from tests.applications.assessment.conftest import Browser
from tests.factories import ApplicationFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory
from tests.queries import count_queries

pytestmark = pytest.mark.one_database


def scoring_path(assignment):
    return reverse("assessor_application", args=[assignment.assessor.secret, assignment.key])


def typed(impact, price, **changes):
    return {
        "version": "0",
        "read_version": "1",
        f"score_{impact.pk}": "4",
        f"comment_{impact.pk}": "Clear.",
        f"score_{price.pk}": "0",
        "action": "send",
    } | changes


def addresses(assignment):
    """Every address that an assessor has."""
    secret = assignment.assessor.secret
    return [
        reverse("assessor", args=[secret]),
        reverse("assessor_declare", args=[secret]),
        scoring_path(assignment),
        reverse("assessor_give_back", args=[secret, assignment.key]),
    ]


def test_who_has_not_proven_the_address_is_asked_for_a_code_and_none_is_mailed_by_looking(
    stranger, assignment
):
    for path in addresses(assignment):
        response = stranger.get(path)
        assert (response.status_code, response.url) == (302, "/account/sign-in/code/")
    assert not Email.objects.filter(subject__contains="code").exists()


def test_a_session_of_staff_proves_nothing(stranger, authority, assignment):
    user = UserFactory.working_for(authority, Role.MODERATOR, email=assignment.assessor.email)
    stranger.client.force_login(user)
    assert stranger.get(addresses(assignment)[0]).status_code == 302


def test_another_assessors_address_opens_nothing_of_mine(page, browser_of, assignment):
    other = AssessorFactory(page=page)
    browser = browser_of(other)
    for path in addresses(assignment):
        assert browser.get(path).status_code == 302
    own_secret = reverse("assessor_application", args=[other.secret, assignment.key])
    assert browser.get(own_secret).status_code == 404


def test_at_another_authoritys_site_there_is_no_such_address(other_authority, assignment):
    browser = Browser(other_authority).prove(assignment.assessor.email)
    for path in addresses(assignment):
        assert browser.get(path).status_code == 404


def test_a_removed_assessors_address_is_closed(browser_of, assessor, assignment):
    browser = browser_of(assessor)
    assessor.removed_at = timezone.now()
    assessor.save()
    for path in addresses(assignment):
        assert browser.get(path).status_code == 404


def test_no_page_is_cached_indexed_or_told_to_others(browser_of, assessor, assignment):
    browser = browser_of(assessor)
    for path in addresses(assignment):
        response = browser.get(path)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "strict-origin"
        assert "noindex" in response["X-Robots-Tag"]


def test_answering_takes_a_post(browser_of, page):
    assessor = AssessorFactory(page=page, waiting=True)
    assert (
        browser_of(assessor).get(reverse("assessor_answer", args=[assessor.secret])).status_code
        == 405
    )


def test_a_post_without_an_answer_is_none(browser_of, page):
    assessor = AssessorFactory(page=page, waiting=True)
    browser_of(assessor).post(reverse("assessor_answer", args=[assessor.secret]))
    assessor.refresh_from_db()
    assert (assessor.accepted_at, assessor.declined_at) == (None, None)


def test_all_invitations_of_an_address_are_listed_at_its_authority(browser_of, assessor, page):
    removed = AssessorFactory(page=page, email=assessor.email, removed=True)
    body = browser_of(assessor).get("/assessing/").content.decode()
    assert assessor.private_path in body
    assert removed.private_path not in body


def test_the_list_asks_strangers_to_sign_in(stranger):
    assert stranger.get("/assessing/").url == "/account/sign-in/?next=/assessing/"


def test_from_invitation_to_sent_scores(browser_of, page, application, impact, price):
    assessor = AssessorFactory(page=page, waiting=True)
    browser = browser_of(assessor)
    assert b"Please answer before" in browser.get(assessor.private_path).content
    response = browser.post(
        reverse("assessor_answer", args=[assessor.secret]), {"answer": "accept"}
    )
    assert response.url == reverse("assessor_declare", args=[assessor.secret])
    refused = browser.post(response.url)
    assert refused.status_code == 422
    assert b"Drywall Labs" in refused.content
    (one,) = declarations.applicants_for(assessor)
    browser.post(response.url, {one.token: "none"})
    assignment = Assignment.objects.create(
        assessor=assessor,
        application=application,
        assigned_by=assessor.invited_by,
        due_at=timezone.now(),
    )
    page_before = browser.get(scoring_path(assignment)).content.decode()
    assert "We listen to the wall." in page_before
    assert "It helps many." in page_before
    assert browser.post(scoring_path(assignment), typed(impact, price)).status_code == 302
    assert SentScores.objects.get().scores[0]["comment"] == "Clear."
    assert b"They are locked" in browser.get(scoring_path(assignment)).content


def test_a_late_answer_is_refused_kindly_and_says_whom_to_ask(browser_of, page):
    assessor = AssessorFactory(page=page, late=True)
    browser = browser_of(assessor)
    path = reverse("assessor_answer", args=[assessor.secret])
    assert browser.post(path, {"answer": "accept"}).url == assessor.private_path
    body = browser.get(assessor.private_path).content.decode()
    assert "has passed" in body
    assert assessor.invited_by.email in body
    assessor.refresh_from_db()
    assert assessor.accepted_at is None


def test_before_declaring_nothing_is_read(browser_of, assessor, assignment):
    Declaration.objects.all().delete()
    browser = browser_of(assessor)
    assert browser.get(scoring_path(assignment)).url == reverse(
        "assessor_declare", args=[assessor.secret]
    )
    path = reverse("assessor_file", args=[assessor.secret, assignment.key, 1])
    assert browser.get(path).status_code == 404


def test_a_conflict_closes_the_application_at_once_even_after_sending(
    browser_of, assessor, application, impact
):
    assignment = AssignmentFactory.sent({impact.pk: 3}, assessor=assessor, application=application)
    browser = browser_of(assessor)
    path = reverse("assessor_give_back", args=[assessor.secret, assignment.key])
    assert browser.post(path, {"because": "many", "text": "Hm."}).status_code == 422
    browser.post(path, {"because": "conflict", "text": "I know them."})
    assert browser.get(scoring_path(assignment)).status_code == 404
    assert (
        application.reference
        not in browser.get(assessor.private_path).content.decode().split("<h1")[1]
    )


def test_what_is_incomplete_keeps_what_was_entered_and_says_what_is_missing(
    browser_of, assessor, assignment, impact, price
):
    without = typed(impact, price)
    del without[f"score_{impact.pk}"]
    response = browser_of(assessor).post(scoring_path(assignment), without)
    assert response.status_code == 422
    body = response.content.decode()
    assert "Choose a score; 0 is one too." in body
    assert "Clear." in body
    assert not SentScores.objects.exists()


@pytest.mark.parametrize("score", ["6", "-1", "x", "1.5"])
def test_a_score_that_is_none_is_refused_beside_its_field(
    browser_of, assessor, assignment, impact, price, score
):
    sent = typed(impact, price, **{f"score_{impact.pk}": score})
    response = browser_of(assessor).post(scoring_path(assignment), sent)
    assert response.status_code == 422
    assert b"Choose a score from the scale." in response.content
    assert b"Clear." in response.content
    assert not Score.objects.exists()


def test_a_script_saves_and_is_told_of_another_window(
    browser_of, assessor, assignment, impact, price
):
    browser = browser_of(assessor)
    json = {"headers": {"accept": "application/json"}}
    first = browser.post(scoring_path(assignment), typed(impact, price), **json)
    assert first.json()["version"] == 1
    assert not SentScores.objects.exists()
    other = typed(impact, price, **{f"comment_{impact.pk}": "Dull."})
    assert browser.post(scoring_path(assignment), other, **json).status_code == 409
    both = browser.post(scoring_path(assignment), other)
    assert both.status_code == 409
    assert b"Dull." in both.content
    assert b"Clear." in both.content
    assert Score.objects.get(criterion=impact.pk).comment == "Clear."


def test_others_scores_are_read_after_all_have_sent_and_never_before(
    browser_of, page, assessor, application, impact, price
):
    mine = AssignmentFactory.sent(
        {impact.pk: 2, price.pk: 2}, assessor=assessor, application=application
    )
    colleague = AssessorFactory(page=page, name="Alan Turner")
    theirs = AssignmentFactory.sent(
        {impact.pk: 5, price.pk: 1},
        {impact.pk: "Bold."},
        assessor=colleague,
        application=application,
    )
    theirs.sent_at = None
    theirs.save()
    browser = browser_of(assessor)
    assert b"Bold." not in browser.get(scoring_path(mine)).content
    theirs.sent_at = timezone.now()
    theirs.save()
    body = browser.get(scoring_path(mine)).content.decode()
    assert "Bold." in body
    assert "Alan Turner" in body
    page.is_blind = True
    page.save()
    body = browser.get(scoring_path(mine)).content.decode()
    assert "Alan Turner" not in body
    assert "Assessor 2" in body


def test_giving_back_needs_a_reason_and_a_sentence(browser_of, assessor, assignment):
    browser = browser_of(assessor)
    path = reverse("assessor_give_back", args=[assessor.secret, assignment.key])
    assert browser.post(path, {"because": "field"}).status_code == 422
    browser.post(path, {"because": "field", "text": "I know no walls."})
    assert Entry.objects.get().event == Event.GIVEN_BACK
    assert browser.get(scoring_path(assignment)).status_code == 404


def test_an_unknown_key_is_not_found(browser_of, assessor):
    path = reverse("assessor_application", args=[assessor.secret, uuid.uuid4()])
    assert browser_of(assessor).get(path).status_code == 404


def test_an_assessor_of_many_needs_no_more_queries(browser_of, page, assessor, assignment):
    browser = browser_of(assessor)
    few = count_queries(lambda: browser.get(assessor.private_path))
    for one in ApplicationFactory.create_batch(3, page=page, status="in_assessment"):
        AssignmentFactory(assessor=assessor, application=one)
    assert count_queries(lambda: browser.get(assessor.private_path)) == few
