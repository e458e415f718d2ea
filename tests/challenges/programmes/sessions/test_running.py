"""Inviting, reminding, ticking, and telling of changes."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry

from applications.models import DecisionLetter
from applications.models.status import Status
from applications.release.releasing import plan_release, ready_groups
from applications.workflow.transitions import move
from challenges.models import Attendance, Session
from challenges.models.status import Stage
from challenges.programmes.sessions.inviting import audience_of
from challenges.programmes.sessions.own_data import Attended
from challenges.programmes.sessions.reminders import remind_participants
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.programmes import AttendanceFactory, SessionFactory

pytestmark = pytest.mark.django_db


def act(client, who, session, typed):
    client.force_login(who)
    at = {"host": session.authority.hostname}
    return client.post(f"/admin/sessions/{session.pk}/", typed, headers=at)


def test_each_is_invited_once_with_the_address_of_their_own_page(client, manager, programme):
    session = SessionFactory(programme=programme, link="https://meet.example.org/x")
    people = "Ada Okafor <ada@example.org>\nADA@example.org; bo@example.org"
    assert act(client, manager, session, {"act": "invite", "people": people}).status_code == 302
    ada, bo = session.attendances.order_by("email")
    assert (ada.name, bo.email) == ("Ada Okafor", "bo@example.org")
    mails = {mail.to[0]: mail.message for mail in Email.objects.all()}
    assert f"/sessions/{ada.secret}/" in mails[ada.email]
    assert "meet.example.org" not in mails[ada.email]
    act(client, manager, session, {"act": "invite", "people": people})
    assert Email.objects.count() == 2


def test_a_line_that_is_no_address_invites_nobody_and_stays(client, manager, programme):
    session = SessionFactory(programme=programme)
    answer = act(client, manager, session, {"act": "invite", "people": "a@example.org\nbo at home"})
    assert answer.status_code == 422
    assert "bo at home" in answer.text
    assert not Attendance.objects.exists()


def test_nobody_is_invited_to_what_is_over(client, manager, programme):
    session = SessionFactory(programme=programme, held=True)
    answer = act(client, manager, session, {"act": "invite", "people": "a@example.org"})
    assert answer.status_code == 409
    assert not Email.objects.exists()


def test_a_business_is_invited_only_once_it_has_read_that_it_is_matched(
    authority, manager, programme
):
    page = ChallengePageFactory(
        authority=authority, closed=True, stage=Stage.ASSESSING, programme=programme
    )
    application = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    session = SessionFactory(programme=programme, audience=Session.Audience.MATCHED)
    move(application, Status.MATCHED, by=manager, reason="Strong.")
    assert audience_of(session, timezone.now()) == []
    DecisionLetter.objects.update(stronger="Name a partner.")
    seen = {one.status: one.print for one in ready_groups(page)}
    plan_release(page, seen, by=manager)
    later = timezone.now() + timedelta(seconds=1)
    assert audience_of(session, later) == [(application.email, application.contact_name)]
    application.refresh_from_db()
    move(application, Status.WITHDRAWN, by=manager, reason="They wrote.")
    assert audience_of(session, later) == []


def test_two_phones_tick_without_undoing_each_other(client, manager, programme):
    session = SessionFactory(programme=programme, held=True)
    ada, bo = AttendanceFactory.create_batch(2, session=session)
    act(client, manager, session, {"act": "there", "person": ada.pk})
    act(client, manager, session, {"act": "there", "person": bo.pk})
    assert session.attendances.attended().count() == 2
    act(client, manager, session, {"act": "away", "person": ada.pk})
    assert list(session.attendances.attended()) == [bo]
    assert ModelLogEntry.objects.filter(action="sessions.ticked").count() == 3


@pytest.mark.parametrize("person", ["", "x", "999999"])
def test_nobody_else_can_be_ticked(client, manager, programme, person):
    session = SessionFactory(programme=programme, held=True)
    assert act(client, manager, session, {"act": "there", "person": person}).status_code == 404


def test_who_comes_is_reminded_once_on_the_day_before_in_its_own_words(programme):
    zone = timezone.get_current_timezone()
    session = SessionFactory(
        programme=programme, starts_at=datetime(2027, 3, 28, 10, 0, tzinfo=zone)
    )
    AttendanceFactory(session=session, answer="yes")
    AttendanceFactory(session=session, answer="no")
    for moment, number in (
        (datetime(2027, 3, 26, 12, 0, tzinfo=zone), 0),
        (datetime(2027, 3, 27, 7, 59, tzinfo=zone), 0),
        (datetime(2027, 3, 27, 8, 0, tzinfo=zone), 1),
        (datetime(2027, 3, 27, 9, 0, tzinfo=zone), 0),
    ):
        with time_machine.travel(moment, tick=False):
            assert remind_participants(timezone.now()) == number, moment
    mail = Email.objects.get()
    assert mail.subject.startswith("Tomorrow")
    assert "10:00 BST" in mail.message


def written(name, moment):
    """Return a moment as a browser sends it."""
    local = timezone.localtime(moment)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M}"}


def edit(client, manager, session, **changes):
    client.force_login(manager)
    address = f"/admin/snippets/challenges/session/edit/{session.pk}/"
    values = {
        "programme": session.programme_id,
        "kind": session.kind,
        "title": session.title,
        **written("starts_at", session.starts_at),
        **written("ends_at", session.ends_at),
        "place": session.place,
        "audience": session.audience,
        "files-TOTAL_FORMS": "0",
        "files-INITIAL_FORMS": "0",
    }
    at = {"host": session.authority.hostname}
    return client.post(address, values | changes, headers=at)


def test_who_comes_is_told_of_another_place_and_the_history_says_what_it_was(
    client, manager, programme
):
    starts = (timezone.now() + timedelta(days=9)).replace(second=0, microsecond=0)
    session = SessionFactory(programme=programme, starts_at=starts)
    guest = AttendanceFactory(session=session, answer="yes")
    AttendanceFactory(session=session, answer="no")
    assert edit(client, manager, session, place="Library").status_code == 302
    assert Email.objects.get().to == [guest.email]
    entry = ModelLogEntry.objects.get(action="programmes.changed")
    assert "Council House, now Library" in entry.message
    assert edit(client, manager, session, place="Library", notes="Loud.").status_code == 302
    assert Email.objects.count() == 1


def test_an_end_before_the_start_is_refused_beside_the_field(client, manager, programme):
    session = SessionFactory(programme=programme)
    answer = edit(client, manager, session, **written("ends_at", session.starts_at))
    assert "after the start" in answer.text


def test_anybody_signs_up_by_a_mail_that_only_its_owner_reads(client, programme, at):
    session = SessionFactory(programme=programme, audience=Session.Audience.ANYBODY, is_public=True)
    typed = {"name": "Kim", "email": "Kim@example.org"}
    for _time in range(2):
        assert client.post(f"/sessions/{session.pk}/", typed, **at).status_code == 302
    guest = session.attendances.get()
    assert guest.answer == ""
    assert Email.objects.get().to == ["kim@example.org"]
    trapped = client.post(f"/sessions/{session.pk}/", typed | {"website": "x"}, **at)
    assert trapped.status_code == 422


@pytest.mark.parametrize("how", [{"is_public": False}, {"audience": "invited"}])
def test_nobody_signs_up_for_what_is_not_for_anybody(client, programme, at, how):
    session = SessionFactory(
        programme=programme, **({"audience": "anybody", "is_public": True} | how)
    )
    assert client.get(f"/sessions/{session.pk}/", **at).status_code == 404


def test_who_is_erased_still_counts_as_having_been_there(authority, programme):
    session = SessionFactory(programme=programme, held=True)
    AttendanceFactory(session=session, there=True, email="ada@example.org", name="Ada")
    AttendanceFactory(session=SessionFactory(programme=programme), email="ada@example.org")
    assert len(Attended().of("Ada@example.org", authority)) == 2
    assert len(list(Attended().erase("ada@example.org", authority, timezone.now()))) == 1
    left = Attendance.objects.get()
    assert (left.email, left.name, left.attended_at is not None) == ("", "", True)
