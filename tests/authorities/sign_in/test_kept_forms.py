"""Whoever is signed out while writing signs in and finds the text."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from authorities.models import KeptForm, Role
from authorities.sign_in.kept.keeping import AT_MOST, forget_old_forms
from tests.authorities.sign_in.conftest import ACCOUNT, ADMIN, DOOR, PASSWORD
from tests.factories import ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory
from tests.signing_in import CODE, newest_code

QUEUE = "/admin/queue/"
NOTE = "The damp came back.\nTwice; <b>badly</b>."


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.STAFF_SESSION_IDLE, settings.STAFF_SESSION_LIMIT = 3600, 12 * 3600


@pytest.fixture
def late(editor, knock, clock):
    """The editor, an hour after the last click."""
    knock(editor.email)
    clock.shift(3700)
    return editor


def hidden(page):
    """Return what a page would send, without the token."""
    form = page.split("<form", 2)[1]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return [(unescape(n), unescape(v)) for n, v in pairs if n != "csrfmiddlewaretoken"]


def sent_late(send, **more):
    return send(f"{QUEUE}?page=2", {"note": NOTE, "tag": ["a", "b"], **more})


def test_what_was_sent_too_late_is_found_after_signing_in_and_sent_by_one_press(
    late, send, browse, knock
):
    response = sent_late(send)
    assert response.url.startswith(f"{DOOR}?next=/account/kept/")
    assert "What you wrote is kept" in browse(response.url).text
    kept = knock(late.email).url
    assert kept.startswith("/account/kept/")
    page = browse(kept).text
    assert f'action="{QUEUE}?page=2"' in page
    assert hidden(page) == [("note", NOTE), ("tag", "a"), ("tag", "b")]
    assert "csrfmiddlewaretoken" in page
    assert send(f"{QUEUE}?page=2", {"note": NOTE}).status_code < 500


def test_it_is_gone_once_it_arrived_where_it_belongs(late, send, browse, knock):
    send(f"{ADMIN}account/", {"name_email-first_name": "Samuel", "name_email-last_name": "Okafor"})
    kept = knock(late.email).url
    fields = dict(hidden(browse(kept).text))
    assert send(f"{ADMIN}account/", fields).status_code in (200, 302)
    assert not KeptForm.objects.exists()


def test_it_can_be_thrown_away(late, send, browse, knock):
    sent_late(send)
    kept = knock(late.email).url
    send(kept)
    assert browse(kept).status_code == 404


def test_passwords_and_tokens_are_not_kept(late, send, browse, knock):
    sent_late(send, **{"password-new_password": "hush-hush-hush", "csrfmiddlewaretoken": "x"})
    page = browse(knock(late.email).url).text
    assert "hush-hush-hush" not in page
    assert {name for name, _ in hidden(page)} == {"note", "tag"}


def test_the_text_is_encrypted_in_the_database(late, send):
    sent_late(send)
    assert "damp" not in KeptForm.objects.get().fields


def test_nobody_else_finds_it(late, send, browse, knock, authority):
    sent_late(send)
    other = UserFactory.working_for(authority, Role.EDITOR, email="eve@example.org")
    other.set_password(PASSWORD)
    other.save()
    assert knock(other.email).url == ADMIN
    assert browse(f"/account/kept/{KeptForm.objects.get().pk}/").status_code == 404


def test_a_business_at_the_same_address_does_not_find_it(late, send, browse, client):
    sent_late(send)
    business = UserFactory(email=late.email, signs_in_by_code=True)
    client.force_login(business)
    assert browse(f"/account/kept/{KeptForm.objects.get().pk}/").status_code == 404


def test_after_the_first_refusal_the_next_ones_are_kept_too(late, send, browse):
    browse(ADMIN)
    sent_late(send)
    assert KeptForm.objects.get().email == late.email


def test_what_another_site_made_the_browser_send_is_not_kept(editor, knock, clock, authority):
    browser = Client(enforce_csrf_checks=True)
    host = {"host": authority.hostname}
    browser.get(DOOR, headers=host)
    token = browser.cookies["csrftoken"].value
    typed = {"username": editor.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert browser.post(DOOR, typed, headers=host).status_code == 302
    clock.shift(3700)
    assert browser.post(QUEUE, {"note": "forged"}, headers=host).status_code == 403
    assert not KeptForm.objects.exists()
    token = browser.cookies["csrftoken"].value
    honest = {"note": "mine", "csrfmiddlewaretoken": token}
    assert browser.post(QUEUE, honest, headers=host).status_code == 302
    assert KeptForm.objects.count() == 1


def test_the_page_editor_that_saves_by_itself_is_told_in_json(late, send):
    response = send("/admin/pages/1/edit/", {"title": "x"}, headers={"accept": "application/json"})
    assert response.status_code == 401
    assert response.json()["success"] is False
    assert "signed out" in response.json()["error_message"]
    assert not KeptForm.objects.exists()


def test_a_known_browser_whose_session_is_gone_shows_the_text(editor, knock, send, client):
    knock(editor.email)
    del client.cookies["sessionid"]
    response = sent_late(send)
    assert response.status_code == 401
    assert "The damp came back." in response.text
    assert "<b>badly</b>" not in response.text
    assert not KeptForm.objects.exists()


def test_a_session_that_was_ended_elsewhere_keeps_nothing_for_its_owner(editor, knock, send):
    knock(editor.email)
    owner = Client()
    knock(editor.email, by=owner)
    send(f"{ACCOUNT}sessions/", {"sessions-current_password": PASSWORD}, by=owner)
    assert sent_late(send).status_code == 401
    assert not KeptForm.objects.exists()


def test_a_stranger_makes_nothing_be_kept(authority, send):
    assert sent_late(send).url.startswith(DOOR)
    assert not KeptForm.objects.exists()


def test_it_waits_for_twelve_hours(late, send, knock, clock, browse):
    sent_late(send)
    clock.shift(12 * 3600 + 1)
    assert knock(late.email).url == ADMIN
    assert browse(f"/account/kept/{KeptForm.objects.get().pk}/").status_code == 404
    assert forget_old_forms(timezone.now()) == 1


def test_only_so_many_wait_for_one_person(late, send):
    for number in range(AT_MOST + 3):
        send(QUEUE, {"note": str(number)})
    assert KeptForm.objects.count() == AT_MOST


class TestByACode:
    def test_what_somebody_left_at_a_private_address_meets_no_member_of_staff(
        self, editor, send, knock, authority
    ):
        page = ChallengePageFactory(authority=authority, closed=True)
        assessor = AssessorFactory(page=page, email=editor.email)
        send(reverse("assessor_answer", args=[assessor.secret]), {"why": "planted"})
        assert KeptForm.objects.get().email == editor.email
        assert knock(editor.email, by=Client()).url == ADMIN

    def test_scores_that_were_sent_late_are_found_after_the_code(self, client, send, authority):
        page = ChallengePageFactory(authority=authority, closed=True)
        assessor = AssessorFactory(page=page)
        path = reverse("assessor_answer", args=[assessor.secret])
        response = send(path, {"answer": "accept", "why": NOTE})
        assert response.url == CODE
        kept = send(CODE, {"code": newest_code(assessor.email)}).url
        assert kept.startswith("/account/kept/")
        headers = {"host": authority.hostname}
        page = client.get(kept, headers=headers).text
        assert ("why", NOTE) in hidden(page.split("</header>", 1)[1])
