"""Yes or no, places, the waiting list and slots."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.db import connection
from django.utils import timezone
from post_office.models import Email

from challenges.programmes.sessions.answering import AnswerRefused, fill_places, say_no, say_yes
from challenges.programmes.sessions.slots import slots_of
from tests.factories import ProgrammePageFactory
from tests.factories.programmes import AttendanceFactory, SessionFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def path(attendance):
    return f"/sessions/{attendance.secret}/"


def answer_of(attendance):
    attendance.refresh_from_db()
    return attendance.answer


def test_opening_the_page_answers_nothing_and_a_button_does(client, programme, at):
    guest = AttendanceFactory(session=SessionFactory(programme=programme))
    for method in (client.get, client.head):
        assert method(path(guest), **at).status_code == 200
    assert answer_of(guest) == ""
    client.post(path(guest), {"answer": "yes"}, **at)
    assert answer_of(guest) == "yes"
    client.post(path(guest), {"answer": "no"}, **at)
    assert answer_of(guest) == "no"


def test_where_places_are_taken_one_stands_in_line_and_gets_the_first_that_is_free(programme):
    session = SessionFactory(programme=programme, places=1)
    first, second, third = AttendanceFactory.create_batch(3, session=session)
    now = timezone.now()
    assert say_yes(first, now=now).answer == "yes"
    assert say_yes(second, now=now).answer == "waiting"
    assert say_yes(third, now=now + timedelta(minutes=1)).answer == "waiting"
    # Pressing yes again moves nobody back.
    say_yes(second, now=now + timedelta(minutes=2))
    say_no(first, now=now + timedelta(minutes=3))
    assert [answer_of(one) for one in (first, second, third)] == ["no", "yes", "waiting"]
    assert Email.objects.get().to == [second.email]


def test_new_places_go_to_who_waits_longest_once_and_fewer_places_take_nobodys(programme):
    session = SessionFactory(programme=programme, places=1)
    guests = AttendanceFactory.create_batch(4, session=session)
    for minute, guest in enumerate(guests):
        say_yes(guest, now=timezone.now() + timedelta(minutes=minute))
    session.places = 3
    session.save()
    assert fill_places(session, now=timezone.now()) == 2
    assert fill_places(session, now=timezone.now()) == 0
    session.places = 1
    session.save()
    assert [answer_of(guest) for guest in guests] == ["yes", "yes", "yes", "waiting"]


def test_after_the_start_nothing_is_answered_and_nobody_moves_up(client, programme, at):
    session = SessionFactory(programme=programme, places=1)
    guest, waiting = AttendanceFactory.create_batch(2, session=session)
    say_yes(guest, now=timezone.now())
    say_yes(waiting, now=timezone.now())
    with pytest.raises(AnswerRefused, match="begun"):
        say_no(guest, now=session.starts_at)
    assert fill_places(session, now=session.starts_at) == 0
    session.called_off = "The room is flooded."
    session.save()
    page = client.post(path(guest), {"answer": "no"}, **at)
    assert page.status_code == 409
    assert "The room is flooded." in page.text


def test_the_link_is_for_who_has_a_place_alone(client, programme, at):
    session = SessionFactory(programme=programme, link="https://meet.example.org/x", notes="Canary")
    guest = AttendanceFactory(session=session)
    assert "meet.example.org" not in client.get(path(guest), **at).text
    client.post(path(guest), {"answer": "yes"}, **at)
    page = client.get(path(guest), **at).text
    assert "meet.example.org" in page
    assert "Canary" not in page
    client.post(path(guest), {"answer": "no"}, **at)
    assert "meet.example.org" not in client.get(path(guest), **at).text


def test_a_page_is_found_at_its_own_authority_alone(client, programme, other_authority):
    guest = AttendanceFactory(session=SessionFactory(programme=programme))
    there = {"host": other_authority.hostname}
    for one in (path(guest), f"{path(guest)}session.ics", "/sessions/nobodys/"):
        assert client.get(one, headers=there).status_code == 404


@pytest.mark.parametrize(
    ("day", "number"), [((2027, 3, 28), 6), ((2027, 10, 31), 12), ((2027, 6, 1), 9)]
)
def test_slots_are_counted_in_instants_when_clocks_change(programme, day, number):
    session = SessionFactory(
        programme=programme,
        starts_at=datetime(*day, 0, 0, tzinfo=LONDON).astimezone(UTC),
        ends_at=datetime(*day, 3, 0, tzinfo=LONDON).astimezone(UTC),
        slot_minutes=20,
    )
    slots = slots_of(session)
    assert len(set(slots)) == len(slots) == number
    hours = [slot.astimezone(LONDON).hour for slot in slots]
    assert (1 in hours) is (day[1] != 3)


def test_a_slot_is_one_persons_and_a_person_has_one_at_a_time(client, programme, at):
    session = SessionFactory(programme=programme, slot_minutes=20)
    beside = SessionFactory(
        programme=programme,
        slot_minutes=20,
        starts_at=session.starts_at + timedelta(minutes=10),
        title="With another adviser",
    )
    sam, lee = AttendanceFactory.create_batch(2, session=session)
    also_sam = AttendanceFactory(session=beside, email=sam.email)
    first = slots_of(session)[0]
    client.post(path(sam), {"answer": "yes", "slot": first.isoformat()}, **at)
    sam.refresh_from_db()
    assert sam.slot_at == first
    refused = client.post(path(lee), {"answer": "yes", "slot": first.isoformat()}, **at)
    assert refused.status_code == 409
    assert "just taken" in refused.text
    with pytest.raises(AnswerRefused, match="Give that up first"):
        say_yes(also_sam, now=timezone.now(), slot=beside.starts_at)
    say_no(sam, now=timezone.now())
    assert say_yes(lee, now=timezone.now(), slot=first).slot_at == first


@pytest.mark.parametrize("slot", ["", "tomorrow", "2027-99-99T10:00", "2031-01-01T10:00:00+00:00"])
def test_what_is_no_slot_is_refused(client, programme, at, slot):
    guest = AttendanceFactory(session=SessionFactory(programme=programme, slot_minutes=20))
    assert client.post(path(guest), {"answer": "yes", "slot": slot}, **at).status_code == 409


def test_the_calendar_has_the_instant_and_asks_for_no_reply(client, programme, at):
    session = SessionFactory(
        programme=programme, starts_at=datetime(2027, 3, 28, 9, 0, tzinfo=UTC), slot_minutes=20
    )
    guest = AttendanceFactory(session=session, slot_at=session.starts_at, answer="yes")
    made = icalendar.Calendar.from_ical(client.get(f"{path(guest)}session.ics", **at).content)
    (event,) = made.walk("VEVENT")
    assert event["dtstart"].dt == session.starts_at
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=20)
    assert "METHOD" not in made
    assert "ATTENDEE" not in event


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(("how", "granted"), [({"places": 1}, 1), ({"slot_minutes": 20}, 1)])
def test_eight_at_once_get_the_last_place_and_a_slot_once(authority, how, granted):
    session = SessionFactory(programme=ProgrammePageFactory(authority=authority), **how)
    guests = AttendanceFactory.create_batch(8, session=session)
    start, outcomes = threading.Barrier(8), []

    def press(guest):
        start.wait()
        try:
            slot = session.starts_at if session.slot_minutes else None
            outcomes.append(say_yes(guest, now=timezone.now(), slot=slot).answer)
        except AnswerRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(guest,)) for guest in guests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 8
    assert outcomes.count("yes") == granted
    assert session.attendances.coming().count() == granted
