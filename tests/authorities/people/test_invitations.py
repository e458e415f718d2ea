"""Inviting: who is asked, by what mail, and what an administrator learns by it: nothing."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import Email

from authorities.models import Invitation, Role, SecurityEvent, User
from authorities.people.acts import Act, PeopleRefused
from authorities.people.invitations import find, forget_old_invitations, send_again, withdraw
from authorities.people.membership import suspend
from tests.authorities.people.conftest import invitation_of, links
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "email": "ada@example.com",
    "first_name": "Ada",
    "last_name": "Lovelace",
    "roles": ["editor", "moderator"],
}


def token(path):
    return path.split("/")[3]


def test_the_mail_has_a_link_and_the_database_only_its_digest(admin, authority):
    assert admin.post("/admin/people/invite/", TYPED).url == "/admin/people/"
    mail = Email.objects.get()
    assert mail.to == ["ada@example.com"]
    assert "Editor, Moderator" in mail.message
    (path,) = links()
    invitation = invitation_of("ada@example.com")
    assert token(path) not in str(vars(invitation))
    assert find(token(path)) == invitation
    (event,) = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.INVITED)
    assert event.authority == authority
    assert "ada@" not in str(event.about)


def test_asking_again_makes_the_earlier_link_void(ask_in, act):
    first, second = ask_in(), ask_in("ADA@example.com", Role.AUDITOR)
    assert find(token(first)) is None
    assert find(token(second)).roles == ["auditor"]
    third = send_again(Invitation.objects.get(), act)
    assert find(token(second)) is None
    assert find(token(third))


def test_a_link_works_for_72_hours(ask_in):
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False) as clock:
        path = ask_in()
        clock.shift(72 * 3600 - 1)
        assert find(token(path))
        clock.shift(1)
        assert find(token(path)) is None


def test_a_withdrawn_link_opens_nothing_and_its_address_can_be_asked_anew(ask_in, act):
    path = ask_in()
    withdraw(Invitation.objects.get(), act)
    assert find(token(path)) is None
    with pytest.raises(PeopleRefused, match="withdrawn"):
        send_again(Invitation.objects.get(), act)
    assert find(token(ask_in()))


def test_no_answer_and_no_mail_tells_whether_the_address_is_known(admin, other_authority):
    """An address of another authority's, of a business, of the operator, and of nobody."""
    UserFactory.working_for(other_authority, Role.EDITOR, email="grace@wmca.example.org")
    UserFactory(email="shop@example.com", signs_in_by_code=True)
    User.objects.create_superuser("root@example.org")
    seen = set()
    for email in ("grace@wmca.example.org", "shop@example.com", "root@example.org", "x@y.example"):
        page = admin.post("/admin/people/invite/", TYPED | {"email": email}, follow=True)
        mail = Email.objects.latest("pk")
        shown = mail.message.replace(email, "-"), mail.subject
        seen.add(tuple(re.sub(r"invitation/[\w-]+/", "", text) for text in shown))
        assert f"{email} is invited" in page.text
        admin.post(f"/admin/people/invitations/{invitation_of(email).pk}/withdraw/")
    assert len(seen) == 1


def test_the_same_is_asked_of_the_database_whether_or_not_the_address_is_known(
    admin, other_authority
):
    UserFactory.working_for(other_authority, Role.EDITOR, email="grace@wmca.example.org")
    admin.post("/admin/people/invite/", TYPED)
    counts = set()
    for email in ("grace@wmca.example.org", "nobody@wmca.example.org"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            admin.post("/admin/people/invite/", TYPED | {"email": email})
        counts.add(len(asked))
    assert len(counts) == 1


def test_somebody_who_works_here_is_not_invited_but_given_roles(admin, moderator):
    page = admin.post("/admin/people/invite/", TYPED | {"email": "MO@example.org"})
    assert page.status_code == 422
    assert "works here already" in page.text
    assert links() == []


def test_after_five_mails_in_a_day_an_address_is_left_alone(ask_in):
    for _ in range(5):
        ask_in()
    with pytest.raises(PeopleRefused, match="Try again tomorrow"):
        ask_in()


def test_only_an_administrator_of_the_authority_invites(ask_in, authority, other_authority):
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    elsewhere = UserFactory.working_for(other_authority, Role.ADMINISTRATOR)
    for user in (manager, elsewhere):
        with pytest.raises(PeopleRefused):
            ask_in(by=Act(authority, user))
    assert not Invitation.objects.exists()


def test_an_administrator_who_was_suspended_has_invited_nobody(ask_in, authority, administrator):
    path = ask_in()
    second = UserFactory.working_for(authority, Role.ADMINISTRATOR)
    suspend(administrator, Act(authority, second, "Their laptop was stolen."))
    assert find(token(path)) is None


def test_an_address_that_never_answered_is_forgotten_after_a_month(ask_in):
    with time_machine.travel("2026-12-01T00:00:00Z", tick=False) as clock:
        ask_in()
        clock.shift(30 * 24 * 3600)
        assert forget_old_invitations(timezone.now()) == 0
        clock.shift(1)
        assert forget_old_invitations(timezone.now()) == 1
