"""Telling what one could do: kept once, confirmed, taken back, and for staff alone."""

import csv
import io
import re

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email

from applications.models import Draft
from authorities.models import Role
from businesses.own_data.held import erase_at, held_of
from businesses.subscriptions.subscribers import UNCONFIRMED_LASTS, confirm, forget_silent
from challenges.brief.engagement.interested import say_interest
from challenges.models import Interest
from tests.challenges.brief.engagement.conftest import SAM
from tests.factories import ChallengePageFactory, UserFactory
from tests.signing_in import sign_in_by_code


def interested(page, email=SAM, text="We listen to walls.", **more):
    typed = {"name": "Okafor Sensors Ltd", "text": text, "link": "", "is_proven": True} | more
    return say_interest(page, email, now=timezone.now(), **typed)


def test_who_is_unknown_confirms_by_a_button_behind_a_link_and_counts_only_then(
    tell, page, client, authority, browse
):
    response = tell()
    assert response.status_code == 302
    assert "We send a mail to your address now" in browse(response["Location"].split("#")[0]).text
    (mail,) = Email.objects.filter(to=SAM)
    assert "We listen to walls." not in mail.message
    path = re.search(r"/account/following/\S+/confirm/", mail.message)[0]
    browse(path)
    assert not Interest.objects.confirmed().exists()
    client.post(path, headers={"host": authority.hostname})
    said = Interest.objects.confirmed().get()
    assert (said.page, said.text) == (page, "We listen to walls.")
    assert not Draft.objects.exists()


def test_who_has_proven_the_address_is_asked_nothing_more(tell, client, browse, authority):
    sign_in_by_code(client, SAM, at=authority)
    response = tell()
    assert Interest.objects.confirmed().get().subscriber.email == SAM
    assert f"write to {SAM} when it opens" in browse(response["Location"].split("#")[0]).text


def test_sent_twice_it_is_one_and_the_last_words_win(tell, page):
    interested(page)
    tell(interest_email="SAM@Example.org", interest_text="We listen to floors, too.")
    assert Interest.objects.confirmed().get().text == "We listen to walls."
    confirm(Interest.objects.first().subscriber, now=timezone.now())
    assert Interest.objects.get().text == "We listen to floors, too."


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("link", "javascript:alert(1)", "Enter a whole address"),
        ("link", "example.org", "Enter a whole address"),
        ("link", "https://x.example/" + "x" * 3000, "Use 500 characters or fewer"),
        ("name", "", "Enter who you are."),
        ("text", "", "Write what you could do."),
        ("text", "x" * 1001, "Use 1,000 characters or fewer"),
        ("email", "sam@", "Enter an email address"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(tell, field, typed, said):
    response = tell(**{f"interest_{field}": typed})
    assert response.status_code == 422
    assert said.lower() in response.text.lower()
    kept = "We listen to walls." if field != "text" else "Okafor Sensors Ltd"
    assert kept in response.text
    assert not Interest.objects.exists()


def test_a_program_that_fills_in_every_field_is_not_kept(tell):
    assert tell(website="x").status_code == 422
    assert not Interest.objects.exists()


def test_a_network_sends_only_so_many(tell, settings):
    settings.FOLLOWS_PER_HOUR = 1
    tell()
    response = tell(interest_email="kim@example.org")
    assert response.status_code == 429
    assert "We listen to walls." in response.text


def test_sent_a_second_after_the_opening_it_is_there_to_copy(tell, page):
    with time_machine.travel(page.opens_at, tick=True):
        response = tell()
    assert response.status_code == 409
    assert "It is open now" in response.text
    assert "We listen to walls." in response.text
    assert 'href="#apply"' in response.text
    assert not Interest.objects.exists()


def test_it_is_seen_and_taken_back_on_the_persons_own_page(page, client, authority, browse):
    said = interested(page)
    path = f"/account/following/{said.subscriber.secret}/"
    assert page.title in browse(path).text
    host = {"host": authority.hostname}
    client.post(path, {"kind": "interest", "key": page.pk}, headers=host)
    assert not Interest.objects.exists()


def test_it_is_in_the_copy_of_all_that_is_kept_and_erased_with_the_rest(page, authority):
    interested(page)
    interested(page, "kim@example.org")
    (at,) = held_of("SAM@example.org")
    (kept,) = [one for one in at.held if one.name == "What you said you could do"]
    assert kept.data[0]["text"] == "We listen to walls."
    answers = erase_at(SAM, [authority], timezone.now())[authority.pk]
    assert "We have forgotten what you said you could do." in answers
    assert Interest.objects.get().subscriber.email == "kim@example.org"


def test_what_nobody_confirms_is_forgotten_with_the_address(tell):
    tell()
    forget_silent(timezone.now() + UNCONFIRMED_LASTS * 2)
    assert not Interest.objects.exists()


def test_staff_who_write_briefs_read_and_take_away_the_list(page, authority, sign_in):
    interested(page, text="=1+1 walls", link="https://okafor.example/")
    interested(page, "kim@example.org", name="Kim", is_proven=False)
    client = sign_in(UserFactory.working_for(authority, Role.EDITOR))
    path = f"/admin/challenges/{page.pk}/interest/"
    text = client.get(path).text
    assert "Who is interested" in text
    assert "1 person or business has said what they could do." in text
    assert "https://okafor.example/" in text
    assert 'href="https://okafor.example/"' not in text
    assert "Kim" not in text
    assert path in client.get("/admin/briefs/").text
    lines = b"".join(client.get(f"{path}csv/").streaming_content).decode("utf-8-sig")
    (_head, row) = csv.reader(io.StringIO(lines))
    assert row[:4] == ["Okafor Sensors Ltd", "'=1+1 walls", "https://okafor.example/", SAM]
    assert client.get(f"{path}xlsx/").status_code == 200
    assert client.get(f"{path}pdf/").status_code == 404


def test_nobody_else_reads_it(page, authority, other_authority, sign_in, browse):
    interested(page, text="zanzibar", name="zanzibar")
    path = f"/admin/challenges/{page.pk}/interest/"
    for user in (
        UserFactory.working_for(other_authority, Role.EDITOR),
        UserFactory.working_for(authority, Role.ASSESSOR),
    ):
        assert sign_in(user).get(path).status_code in (302, 404)
    for public in (
        page.url,
        "/challenges/",
        "/challenges/feed.atom",
        "/api/v1/challenges",
        f"/data/ocds/records/{page.translation_key}.json",
    ):
        assert "zanzibar" not in browse(public).text


def test_a_copy_of_the_brief_takes_neither_interest_nor_dates(page, authority):
    interested(page)
    copy = ChallengePageFactory(authority=authority).__class__.objects.get(pk=page.pk)
    made = copy.copy(update_attrs={"slug": "another", "title": "Another"})
    assert (made.announced_at, made.interests.count(), made.engagement_notes.count()) == (
        None,
        0,
        0,
    )
