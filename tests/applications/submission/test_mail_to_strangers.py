"""What somebody can cause to an address that is not theirs, by every form that asks for one."""

from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from applications.models import Application, Draft
from applications.submission.submit import SentBefore, send
from authorities.http.known_browser import known_browser
from authorities.models import Role
from tests.applications.conftest import AGREED
from tests.authorities.http.test_rate_limit import at_once
from tests.factories import (
    ChallengePageFactory,
    DraftFactory,
    UserFactory,
    filled_in,
)
from tests.signing_in import CODE, SIGN_IN, newest_code, sign_in_by_code

VICTIM = "victim@example.com"


def from_network(number, authority):
    return Client(REMOTE_ADDR=f"192.0.2.{number}", headers={"host": authority.hostname})


def try_every_door(browser, challenge, draft, times):
    """Type the victim's address wherever one can be typed, again and again."""
    for number in range(times):
        browser.post(SIGN_IN, {"email": VICTIM})
        Client.logout(browser)
        browser.post(challenge.url, {"follow_email": VICTIM, "follow": "1"})
        browser.post("/search/saved/", {"email": VICTIM, "frequency": "daily"})
        typed = filled_in(challenge, email=VICTIM, business_name=f"Version {number}")
        typed["form_key"] = str(uuid4())
        sent = browser.post(challenge.url, typed)
        if sent.status_code == 302:
            private = sent.url
            browser.post(f"{private}address/", {})
            again = typed | {"business_name": f"Again {number}"}
            browser.post(f"{private}sections/business/", again | {"version": "1"})
            browser.post(f"{private}check/", AGREED)
        browser.post(f"{draft.private_path}people/", {"email": VICTIM})


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.mark.django_db
def test_all_forms_together_cause_at_most_five_mails_a_day(authority, challenge, settings):
    settings.APPLICATIONS_PER_HOUR = settings.FOLLOWS_PER_HOUR = 1000
    for network in range(3):
        draft = DraftFactory(page=challenge, email=f"eve{network}@example.com")
        try_every_door(from_network(network, authority), challenge, draft, 4)
    assert Application.objects.filter(email=VICTIM).count() >= 3
    assert Email.objects.filter(to=VICTIM).count() == 5


@pytest.mark.django_db
def test_one_stranger_leaves_the_owner_a_code_and_their_browser_is_never_locked_out(
    authority, challenge
):
    stranger, owner = from_network(1, authority), from_network(2, authority)
    for _ in range(9):
        stranger.post(SIGN_IN, {"email": VICTIM})
        stranger.cookies.clear()
    owner.post(SIGN_IN, {"email": VICTIM})
    assert owner.post(CODE, {"code": newest_code(VICTIM)}).status_code == 302
    for network in range(3, 9):
        from_network(network, authority).post(SIGN_IN, {"email": VICTIM})
    del owner.cookies["sessionid"]
    assert owner.post(SIGN_IN, {"email": VICTIM}).status_code == 302
    assert owner.post(CODE, {"code": newest_code(VICTIM)}).status_code == 302


@pytest.mark.django_db
def test_who_signs_in_every_hour_from_a_new_browser_is_no_stranger(authority):
    for _ in range(12):
        browser = Client()
        sign_in_by_code(browser, VICTIM, at=authority)
        assert known_browser(browser.get("/account/").wsgi_request, VICTIM)


@pytest.mark.django_db
def test_the_page_says_when_there_was_no_receipt(authority, challenge):
    browser = from_network(1, authority)
    for _ in range(4):
        browser.post(SIGN_IN, {"email": VICTIM})
        browser.cookies.clear()
    sent = browser.post(challenge.url, filled_in(challenge, email=VICTIM))
    text = browser.get(sent.url).text
    assert "we send no receipt" in text
    assert "The receipt goes to" not in text


@pytest.mark.django_db
def test_moderators_hear_of_a_changed_application_once_an_hour(authority, challenge, post, prove):
    moderator = UserFactory.working_for(authority, Role.MODERATOR)
    with time_machine.travel(timezone.now().replace(minute=10)):
        prove("ada@example.com")
        private = post(challenge.url, filled_in(challenge)).url
        for number in range(4):
            typed = filled_in(challenge, business_name=f"Drywall {number}")
            post(f"{private}sections/business/", typed | {"version": str(number + 1)})
            post(f"{private}check/", AGREED)
    assert Application.objects.get().version == 5
    first, changes = Email.objects.filter(to=moderator.email).order_by("pk")
    assert first.scheduled_time is None
    assert "changed and sent again" in changes.message
    assert changes.scheduled_time > changes.created
    assert changes.scheduled_time.minute == 0
    assert Email.objects.filter(to="ada@example.com", subject__contains="We have").count() == 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_person_who_sends_sixteen_drafts_at_once_has_one_live_application(authority):
    challenge = ChallengePageFactory(authority=authority)
    drafts = [DraftFactory(page=challenge, email="ada@example.com") for _ in range(16)]
    waiting = iter(drafts)

    def send_next():
        try:
            return send(next(waiting), proven="ada@example.com")
        except SentBefore as before:
            return before.draft

    answers = at_once(16, send_next)
    application = Application.objects.get()
    assert {getattr(answer, "draft", answer) for answer in answers} == {application.draft}
    assert Draft.objects.count() == 16
    connection.close()
