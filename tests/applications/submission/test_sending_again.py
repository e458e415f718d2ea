"""Sending again what was sent: led to the first one, and asked whether a second is meant."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from post_office.models import Email

from applications.drafts.browser_drafts import Browser
from applications.jobs.draft_reminders import send_reminders
from applications.models import Application, Draft
from applications.models.status import Status
from applications.submission.submit import SentBefore, send
from tests.applications.conftest import AGREED
from tests.authorities.http.test_rate_limit import at_once
from tests.factories import ChallengePageFactory, DraftFactory, filled_in

ASKS = "Do you mean a second application?"


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


def new_form(challenge, **typed):
    """Return what the same form holds that was loaded anew, as after going back."""
    return filled_in(challenge, **typed) | {"form_key": str(uuid4())}


@pytest.fixture
def first(challenge, post):
    """What this browser has sent, proving nothing."""
    assert post(challenge.url, new_form(challenge)).status_code == 302
    return Application.objects.get()


def test_going_back_and_sending_again_leads_to_the_first_and_asks(challenge, first, post, browse):
    again = post(challenge.url, new_form(challenge))
    assert again["Location"] == first.private_path
    page = browse(again["Location"]).text
    assert ASKS in page
    assert first.reference in page
    assert Application.objects.get() == first
    assert Email.objects.count() == 1


def test_whoever_has_sent_nothing_again_is_asked_nothing(first, browse):
    assert ASKS not in browse(first.private_path).text


def test_who_means_a_second_sends_it(challenge, first, post, browse):
    post(challenge.url, new_form(challenge, business_name="Another Ltd"))
    draft = Draft.objects.get(application=None)
    check = browse(f"{draft.private_path}check/").text
    assert "Send it as a second application" in check
    assert first.reference in check
    assert post(f"{draft.private_path}check/", AGREED)["Location"] == first.private_path
    assert Application.objects.count() == 1
    meant = post(f"{draft.private_path}check/", AGREED | {"second": "yes"})
    assert meant["Location"] == draft.private_path
    assert Application.objects.count() == 2
    assert ASKS not in browse(first.private_path).text


def test_a_second_that_was_meant_is_changed_without_being_asked_again(
    challenge, first, post, browse
):
    post(challenge.url, new_form(challenge, business_name="Another Ltd"))
    draft = Draft.objects.get(application=None)
    post(f"{draft.private_path}check/", AGREED | {"second": "yes"})
    version = str(Draft.objects.get(pk=draft.pk).version)
    changed = filled_in(challenge, contact_name="Bea")
    post(f"{draft.private_path}sections/business/", changed | {"version": version})
    post(f"{draft.private_path}check/", AGREED)
    assert Application.objects.get(draft=draft).contact_name == "Bea"


def test_a_browser_that_lost_its_session_is_known_by_its_other_cookie(challenge, authority):
    browser = Client(headers={"host": authority.hostname})
    browser.get("/account/sign-in/")
    assert browser.cookies["csrftoken"].value
    browser.post(challenge.url, new_form(challenge))
    del browser.cookies["sessionid"]
    again = browser.post(challenge.url, new_form(challenge))
    assert again["Location"] == Application.objects.get().private_path


def test_another_browser_learns_nothing_of_it(challenge, first, stranger):
    sent = stranger.post(challenge.url, new_form(challenge))
    assert sent["Location"] != first.private_path
    assert Application.objects.count() == 2


def test_a_browser_that_was_told_to_forget_knows_nothing_of_it(challenge, first, post):
    post(f"{first.private_path}forget/", {})
    assert post(challenge.url, new_form(challenge))["Location"] != first.private_path


def test_what_is_withdrawn_stands_in_nobodys_way(challenge, first, post):
    Application.objects.filter(pk=first.pk).update(status=Status.WITHDRAWN)
    post(challenge.url, new_form(challenge))
    assert Application.objects.exclude(status=Status.WITHDRAWN).count() == 1


def test_nobody_is_reminded_of_a_second_draft_whose_first_is_sent(challenge, first, post):
    post(challenge.url, new_form(challenge, business_name="Another Ltd"))
    soon = challenge.closes_at - timedelta(hours=1)
    assert send_reminders(soon) == 0
    Application.objects.update(status=Status.WITHDRAWN)
    assert send_reminders(soon) == 1


def test_where_several_are_allowed_only_the_very_same_is_asked_about(challenge, first, post):
    type(challenge).objects.filter(pk=challenge.pk).update(allows_several=True)
    assert post(challenge.url, new_form(challenge))["Location"] == first.private_path
    other = post(challenge.url, new_form(challenge, business_name="Another Ltd"))
    assert other["Location"] != first.private_path
    assert Application.objects.count() == 2


def test_two_forms_of_one_browser_with_one_address_are_one_draft(challenge, post):
    empty = {"contact_name": "", "action": "save"}
    post(challenge.url, new_form(challenge, **empty))
    joined = post(challenge.url, new_form(challenge, contact_name="Ada", action="save"))
    draft = Draft.objects.get()
    assert joined["Location"] == draft.private_path
    assert draft.typed["contact_name"] == ["Ada"]


def test_two_forms_that_say_different_things_are_both_shown(challenge, post, browse):
    post(challenge.url, new_form(challenge, action="save"))
    both = post(challenge.url, new_form(challenge, business_name="Wet Ltd", action="save"))
    assert both.status_code == 409
    assert "You have a draft for this challenge already" in both.text
    assert "Somebody else" not in both.text
    assert 'value="Wet Ltd"' in both.text
    draft = Draft.objects.get()
    assert draft.business_name == "Drywall Labs"
    assert "Wet Ltd" in browse(draft.private_path).text


def test_a_form_with_another_address_is_another_persons(challenge, post):
    post(challenge.url, new_form(challenge, action="save"))
    post(challenge.url, new_form(challenge, email="bea@example.com", action="save"))
    assert Draft.objects.count() == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_windows_of_one_browser_that_send_at_once_make_one_application(authority):
    challenge = ChallengePageFactory(authority=authority)
    waiting = iter(
        [
            DraftFactory(page=challenge, email=f"ada{n}@example.com", browser="same")
            for n in range(8)
        ]
    )

    def send_next():
        try:
            return send(next(waiting), browser=Browser("same")).draft_id
        except SentBefore as before:
            return before.draft.pk

    answers = at_once(8, send_next)
    assert set(answers) == {Application.objects.get().draft_id}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_form_that_is_sent_twice_at_once_is_one_application_and_one_receipt(authority):
    challenge = ChallengePageFactory(authority=authority)
    browser = Client(headers={"host": authority.hostname})
    browser.get("/account/sign-in/")
    cookie = browser.cookies["csrftoken"].value

    def post():
        window = Client(headers={"host": authority.hostname})
        window.cookies["csrftoken"] = cookie
        return window.post(challenge.url, new_form(challenge))["Location"]

    assert set(at_once(2, post)) == {Application.objects.get().private_path}
    assert Email.objects.filter(to="ada@example.com", subject__contains="We have").count() == 1
