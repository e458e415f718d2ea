"""A session that is full, with a line that is full as well."""

import pytest
from django.utils import timezone
from post_office.models import Email

from challenges.programmes.sessions.answering import IsFull, fill_places, say_no, say_yes
from tests.factories.programmes import AttendanceFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(programme):
    return SessionFactory(programme=programme, places=1, line_places=1)


@pytest.fixture
def guests(session):
    """One who has the place, one who waits, and one who finds both taken."""
    guests = AttendanceFactory.create_batch(3, session=session)
    for guest in guests[:2]:
        say_yes(guest, now=timezone.now())
    return guests


def press(client, guest, answer, at):
    response = client.post(f"/sessions/{guest.secret}/", {"answer": answer}, **at)
    guest.refresh_from_db()
    return response


def test_who_finds_place_and_line_full_reads_so_and_is_not_on_the_list(client, guests, at):
    last = guests[2]
    page = press(client, last, "yes", at)
    assert page.status_code == 409
    assert "All places are taken, and so is the line" in page.text
    assert "Write to me if there is room" in page.text
    assert last.answer == ""
    assert not Email.objects.exists()


def test_who_hoped_for_room_hears_of_it_once_and_answers_anew(client, session, guests, at):
    holder, waiting, last = guests
    page = client.post(f"/sessions/{last.secret}/", {"answer": "hoping"}, follow=True, **at)
    assert "You are not on the list" in page.text
    say_no(holder, now=timezone.now())
    mails = {mail.to[0]: mail.subject for mail in Email.objects.all()}
    assert mails[waiting.email].startswith("You have a place")
    assert mails[last.email].startswith("There is room again")
    last.refresh_from_db()
    assert last.answer == ""
    fill_places(session, now=timezone.now())
    assert Email.objects.count() == 2
    assert say_yes(last, now=timezone.now()).answer == "waiting"


def test_who_has_a_place_is_not_offered_what_takes_it_away(client, guests, at):
    holder, waiting, _last = guests
    press(client, holder, "hoping", at)
    assert holder.answer == "yes"
    page = client.get(f"/sessions/{holder.secret}/", **at).text
    assert "Give up my place" in page
    assert "Yes, I will come" not in page
    assert "Leave the line" in client.get(f"/sessions/{waiting.secret}/", **at).text


def test_a_line_of_no_places_takes_nobody(session):
    session.places, session.line_places = 0, 0
    session.save()
    with pytest.raises(IsFull):
        say_yes(AttendanceFactory(session=session), now=timezone.now())
