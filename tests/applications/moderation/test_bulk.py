"""The same done with many applications."""

import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, Decision, Draft, Entry, Message
from applications.models.reference import new_reference
from applications.models.status import Status
from applications.moderation.bulk.actions import ACTIONS, Order
from applications.moderation.bulk.running import preview, run
from applications.moderation.queue import search
from applications.workflow.transitions import withdraw
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory

BULK = "/admin/queue/bulk/"


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, closed=True)


def many(challenge, authority, number, status=Status.SUBMITTED):
    """Write applications all at once."""
    drafts = Draft.objects.bulk_create(
        Draft(page_id=challenge.pk, authority=authority, reference=new_reference("BCC"))
        for _ in range(number)
    )
    return Application.objects.bulk_create(
        Application(
            page_id=challenge.pk,
            authority=authority,
            draft=draft,
            reference=draft.reference,
            business_name=f"Business {place}",
            email=f"a{place}@example.com",
            status=status,
            form_data={},
        )
        for place, draft in enumerate(drafts)
    )


def ask(desk, action, rows=(), **typed):
    return desk.post(BULK, {"action": action, "row": [row.pk for row in rows], **typed})


def confirm(desk, asked, **typed):
    hidden = {name: asked.context[name] for name in ("query", "keys", "key")}
    action = asked.context["action"].name
    return desk.post(BULK, {"action": action, "confirmed": "yes", **hidden, **typed})


def test_one_of_a_hundred_and_twenty_that_is_withdrawn_meanwhile_is_named_and_the_rest_done(
    authority, challenge, moderator, monkeypatch
):
    rows = many(challenge, authority, 120)
    keys = [row.pk for row in rows]
    order = Order(by=moderator, now=timezone.now())
    foreseen = preview(ACTIONS["screening"], Application.objects.all(), keys, order)
    assert all(one.is_done for one in foreseen)
    gone = Application.objects.get(pk=keys[60])
    withdraw(gone)
    results = run(ACTIONS["screening"], Application.objects.all(), keys, order)
    refused = [one for one in results if not one.is_done]
    assert [one.application.pk for one in refused] == [gone.pk]
    assert "Withdrawn" in refused[0].sentence
    moved = Application.objects.filter(status=Status.SCREENING)
    assert moved.count() == 119
    assert Decision.objects.filter(to_status=Status.SCREENING).count() == 119
    assert Entry.objects.filter(to_state=Status.SCREENING).count() == 119


def test_what_changes_between_the_check_and_the_move_is_refused_in_its_own_row(
    authority, challenge, moderator
):
    rows = many(challenge, authority, 3)
    seen = Application.objects.all()
    order = Order(by=moderator, now=timezone.now())
    action = ACTIONS["screening"]

    def do(application, given):
        if application.pk == rows[0].pk:
            withdraw(Application.objects.get(pk=rows[1].pk))
        return action.do(application, given)

    results = run(
        type(action)(action.name, action.label, action.outcome, action.may, do),
        seen,
        [row.pk for row in rows],
        order,
    )
    assert [one.is_done for one in results] == [True, False, True]
    assert "cannot become “Screening”" in results[1].sentence


def test_what_breaks_is_logged_without_personal_data_and_leaves_nothing_half(
    authority, challenge, moderator, caplog
):
    rows = many(challenge, authority, 2)
    action = ACTIONS["screening"]

    def do(application, given):
        made = action.do(application, given)
        if application.pk == rows[0].pk:
            raise RuntimeError(f"No mail to {application.email}")
        return made

    with caplog.at_level(logging.ERROR):
        results = run(
            type(action)(action.name, action.label, action.outcome, action.may, do),
            Application.objects.all(),
            [row.pk for row in rows],
            Order(by=moderator, now=timezone.now()),
        )
    assert [one.is_done for one in results] == [False, True]
    assert "could not be done" in results[0].sentence
    assert "RuntimeError" in caplog.text
    assert "example.com" not in caplog.text
    assert not Entry.objects.filter(application=rows[0]).exists()


def test_a_preview_says_how_many_will_change_and_what_is_left_and_why(desk, challenge):
    ready, done = (
        ApplicationFactory(page=challenge),
        ApplicationFactory(page=challenge, status=Status.MATCHED),
    )
    text = ask(desk, "screening", [ready, done]).text
    assert "with <strong>1</strong> application." in text
    assert "<strong>1</strong> is left as it is" in text
    assert "only what is submitted starts screening here." in text
    assert not Decision.objects.exists()


def test_everything_that_the_filter_finds_is_done_on_all_pages(desk, authority, challenge):
    many(challenge, authority, 30)
    many(challenge, authority, 2, status=Status.MATCHED)
    asked = desk.post(
        BULK,
        {"action": "screening", "scope": "found", "query": f"page={challenge.pk}&status=waiting"},
    )
    assert asked.context["ready"] == 30
    result = confirm(desk, asked)
    assert "Done with <strong>30</strong> applications." in result.text
    assert Application.objects.filter(status=Status.SCREENING).count() == 30


def test_beyond_the_most_at_once_it_is_said_clearly(desk, authority, challenge, monkeypatch):
    monkeypatch.setattr(search, "MOST", 5)
    many(challenge, authority, 8)
    asked = desk.post(BULK, {"action": "screening", "scope": "found", "query": ""})
    assert asked.context["ready"] == 5
    assert "these are the first" in asked.text


def test_ineligible_needs_a_reason_from_the_list_and_a_sentence_and_keeps_what_was_typed(
    desk, challenge
):
    rows = ApplicationFactory.create_batch(2, page=challenge, status=Status.SCREENING)
    asked = ask(desk, "ineligible", rows)
    refused = confirm(desk, asked, because="", reason="Not about damp.")
    assert refused.status_code == 422
    assert "Choose a reason from the list." in refused.text
    assert "Not about damp." in refused.text
    confirm(desk, asked, because="off_topic", reason="Not about damp.")
    made = Decision.objects.filter(to_status=Status.INELIGIBLE)
    assert {(one.because, one.reason) for one in made} == {("off_topic", "Not about damp.")}


def test_not_matched_takes_one_reason_for_all(desk, challenge):
    rows = ApplicationFactory.create_batch(2, page=challenge, status=Status.IN_ASSESSMENT)
    confirm(desk, ask(desk, "not_matched", rows), reason="Others were stronger.")
    assert Application.objects.filter(status=Status.NOT_MATCHED).count() == 2


def test_a_message_reaches_every_applicant_once_however_often_the_form_is_sent(desk, challenge):
    rows = ApplicationFactory.create_batch(3, page=challenge)
    asked = ask(desk, "message", rows)
    assert "Each applicant gets a mail." in asked.text
    confirm(desk, asked, text="We are a week late.")
    again = confirm(desk, asked, text="We are a week late.")
    assert again.status_code == 302
    assert Message.objects.count() == 3


def test_what_is_sealed_is_left_out_and_not_named(desk, authority):
    page = ChallengePageFactory(authority=authority, is_sealed=True, is_rolling=True)
    sealed = ApplicationFactory(page=page, business_name="Drywall Labs")
    text = ask(desk, "screening", [sealed]).text
    assert "It is sealed until the challenge has closed." in text
    assert "Drywall" not in text
    confirm_nothing = desk.post(
        BULK, {"action": "screening", "confirmed": "yes", "keys": str(sealed.pk), "key": "x"}
    )
    assert "was not done" in confirm_nothing.text
    sealed.refresh_from_db()
    assert sealed.status == Status.SUBMITTED


def test_another_authoritys_applications_are_not_even_previewed(desk, other_authority, challenge):
    theirs = ApplicationFactory(page=ChallengePageFactory(authority=other_authority, closed=True))
    asked = ask(desk, "screening", [theirs])
    assert asked.context["results"] == []
    confirm(desk, asked)
    theirs.refresh_from_db()
    assert theirs.status == Status.SUBMITTED


def test_an_auditor_has_no_bulk_actions(sign_in, authority, challenge):
    row = ApplicationFactory(page=challenge)
    auditor = sign_in(UserFactory.working_for(authority, Role.AUDITOR))
    assert "Do the same with several" not in auditor.get("/admin/queue/").text
    assert ask(auditor, "screening", [row]).status_code == 404


@pytest.mark.parametrize(("action", "rows"), [("", True), ("nonsense", True), ("screening", False)])
def test_without_an_action_or_a_row_it_says_what_is_missing(desk, challenge, action, rows):
    row = ApplicationFactory(page=challenge)
    response = desk.post(BULK, {"action": action, "row": [row.pk] if rows else []}, follow=True)
    assert "Choose" in response.text
    assert not Decision.objects.exists()


def test_an_address_of_one_row_leads_to_the_screen(desk, challenge):
    row = ApplicationFactory(page=challenge, status_changed_at=timezone.now() - timedelta(days=1))
    text = ask(desk, "screening", [row]).text
    assert reverse("queue_modeladmin_inspect", args=[row.pk]) in text
