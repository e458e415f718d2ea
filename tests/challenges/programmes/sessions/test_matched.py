"""Sessions of matched businesses: who is invited when, who leaves, and where an adviser is."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.models import Application
from applications.models.status import Status
from applications.workflow.transitions import move
from challenges.models.status import Stage
from challenges.programmes.sessions.answering import say_yes
from challenges.programmes.sessions.inviting import InvitationRefused, invite
from challenges.programmes.sessions.leaving import give_up_places
from challenges.programmes.sessions.slots import free_slots, slots_of
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.programmes import AttendanceFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(authority, programme):
    return ChallengePageFactory(
        authority=authority, closed=True, stage=Stage.ASSESSING, programme=programme
    )


@pytest.fixture
def matched(page):
    """A business that has read that it is matched."""
    return ApplicationFactory(
        page=page, status=Status.MATCHED, released_status=Status.MATCHED, email="Lee@example.org"
    )


@pytest.mark.parametrize("how", [{"audience": "matched"}, {"kind": "one_to_ones"}])
def test_nobody_is_invited_by_hand_to_what_tells_a_decision_before_its_letter(
    programme, page, manager, how
):
    session = SessionFactory(programme=programme, **how)
    untold = ApplicationFactory(page=page, status=Status.MATCHED, email="Sam@example.org")
    people = [("sam@example.org", "Sam"), ("fay@council.gov.uk", "Fay")]
    with pytest.raises(InvitationRefused, match=r"sam@example\.org"):
        invite(session, people, by=manager, now=timezone.now())
    assert not Email.objects.exists()
    assert not session.attendances.exists()
    assert invite(session, people[1:], by=manager, now=timezone.now()) == 1
    untold.status = Status.WITHDRAWN
    untold.save()
    assert invite(session, people, by=manager, now=timezone.now()) == 1


def test_an_applicant_is_invited_to_an_evening_for_anybody(programme, page, manager):
    ApplicationFactory(page=page, status=Status.IN_ASSESSMENT, email="sam@example.org")
    session = SessionFactory(programme=programme, kind="engagement")
    assert invite(session, [("sam@example.org", "")], by=manager, now=timezone.now()) == 1


def test_who_withdraws_gives_the_place_to_others_and_was_there_all_the_same(
    programme, matched, manager
):
    day = SessionFactory(programme=programme, audience="matched", places=1)
    held = SessionFactory(programme=programme, audience="matched", held=True)
    invited_at = timezone.now() - timedelta(days=1)
    lee, kim = (
        AttendanceFactory(session=day, email=email, invited_at=invited_at)
        for email in ("lee@example.org", "kim@example.org")
    )
    there = AttendanceFactory(session=held, email="lee@example.org", there=True)
    for guest in (lee, kim):
        say_yes(guest, now=timezone.now())
    assert give_up_places(timezone.now()) == 0
    move(matched, Status.WITHDRAWN, by=manager, reason="They wrote.")
    Email.objects.all().delete()
    assert give_up_places(timezone.now()) == 1
    assert give_up_places(timezone.now()) == 0
    for guest in (lee, kim, there):
        guest.refresh_from_db()
    assert (lee.answer, kim.answer, there.attended_at is None) == ("no", "yes", False)
    assert [mail.to for mail in Email.objects.all()] == [["kim@example.org"]]


def test_whose_match_is_taken_back_keeps_the_place_until_a_letter_says_so(programme, matched):
    day = SessionFactory(programme=programme, audience="matched")
    lee = AttendanceFactory(
        session=day, email="lee@example.org", invited_at=timezone.now() - timedelta(days=1)
    )
    say_yes(lee, now=timezone.now())
    mine = Application.objects.filter(pk=matched.pk)
    mine.update(status=Status.NOT_MATCHED, status_changed_at=timezone.now())
    assert give_up_places(timezone.now()) == 0
    mine.update(next_status=Status.NOT_MATCHED, next_status_at=timezone.now())
    assert give_up_places(timezone.now()) == 1


def test_a_time_at_which_the_adviser_is_elsewhere_is_not_offered(programme):
    session = SessionFactory(programme=programme, slot_minutes=20, facilitators="Fay Ibrahim")
    first, second, third, *rest = slots_of(session)
    SessionFactory(
        programme=programme,
        starts_at=first - timedelta(hours=1),
        ends_at=first + timedelta(minutes=10),
        facilitators="FAY Ibrahim\nSomebody Else",
    )
    beside = SessionFactory(
        programme=programme,
        slot_minutes=20,
        starts_at=session.starts_at,
        facilitators="Fay Ibrahim",
    )
    AttendanceFactory(session=beside, slot_at=second, answer="yes")
    assert free_slots(session) == [third, *rest]
    SessionFactory(
        programme=programme,
        starts_at=third,
        facilitators="Fay Ibrahim",
        called_off="The room is flooded.",
    )
    assert third in free_slots(session)
    session.facilitators = "Fay Ibrahim\nOlu Free"
    assert free_slots(session) == slots_of(session)
