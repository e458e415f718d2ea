"""Accepting an invitation: a password of one's own, roles, and the door."""

import pytest
from django.contrib.auth import SESSION_KEY

from authorities.models import AuthorityGroup, Role, SecurityEvent, User
from authorities.people.membership import roles_at
from tests.authorities.people.conftest import PASSWORD
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
Kind = SecurityEvent.Kind

NEW = {"first_name": "Ada", "last_name": "King", "password": "rain-remembers-walls"}


def staff(email="ada@example.com"):
    return User.objects.get(email=email, signs_in_by_code=False)


def test_a_new_person_sets_a_password_and_is_in(ask_in, somebody, authority):
    path = ask_in("ada@example.com", Role.EDITOR, Role.AUDITOR)
    page = somebody.get(path)
    assert "You are invited as ada@example.com" in page.text
    assert 'value="Lovelace"' in page.text
    assert somebody.post(path, NEW).url == "/admin/"
    ada = staff()
    assert ada.get_full_name() == "Ada King"
    assert ada.check_password(NEW["password"])
    assert not ada.is_staff
    assert not ada.is_superuser
    assert roles_at(ada, authority) == [Role.EDITOR, Role.AUDITOR]
    assert somebody.get("/admin/").status_code == 200
    kinds = set(SecurityEvent.objects.filter(person=ada).values_list("kind", flat=True))
    assert kinds == {Kind.JOINED, Kind.ROLE_GIVEN, Kind.SIGNED_IN}


def test_the_link_works_once(ask_in, somebody, client, authority):
    path = ask_in()
    somebody.post(path, NEW)
    for answer in (
        somebody.get(path),
        client.post(path, NEW, headers={"host": authority.hostname}),
    ):
        assert answer.status_code == 404
        assert "This link no longer works" in answer.text
        assert "ada@" not in answer.text


def test_a_weak_password_is_refused_and_the_link_still_works(ask_in, somebody):
    path = ask_in()
    for weak in ("short-one", "password1234", "ada@example.com", "ada-lovelace"):
        page = somebody.post(path, NEW | {"last_name": "Lovelace", "password": weak})
        assert page.status_code == 422, weak
    assert somebody.post(path, NEW).status_code == 302


def test_where_a_second_factor_is_asked_of_all_it_comes_before_the_admin(
    ask_in, somebody, settings
):
    settings.STAFF_SECOND_FACTOR = True
    assert somebody.post(ask_in(), NEW).url == "/admin/second-factor/"
    assert SESSION_KEY not in somebody.session
    assert somebody.get("/admin/").status_code == 302


def test_somebody_from_another_authority_signs_in_and_keeps_account_and_roles(
    ask_in, somebody, authority, other_authority, moderator
):
    moderator.groups.set([])
    grace = UserFactory.working_for(
        other_authority, Role.APPROVER, email="grace@x.example", password=moderator.password
    )
    path = ask_in("Grace@x.example", Role.AUDITOR)
    page = somebody.get(path)
    assert 'name="current_password"' in page.text
    assert 'name="first_name"' not in page.text
    assert somebody.post(path, NEW).status_code == 422
    assert somebody.post(path, {"current_password": "wrong-password-now"}).status_code == 422
    assert roles_at(grace, authority) == []
    assert somebody.post(path, {"current_password": PASSWORD}).url == "/admin/"
    assert roles_at(grace, authority) == [Role.AUDITOR]
    assert roles_at(grace, other_authority) == [Role.APPROVER]
    assert User.objects.filter(email__iexact="grace@x.example").count() == 1


def test_guessing_the_password_by_the_link_has_to_wait_as_at_the_door(
    ask_in, somebody, other_authority, moderator
):
    UserFactory.working_for(
        other_authority, Role.APPROVER, email="grace@x.example", password=moderator.password
    )
    path = ask_in("grace@x.example")
    for _ in range(5):
        somebody.post(path, {"current_password": "wrong-password-now"})
    page = somebody.post(path, {"current_password": PASSWORD})
    assert page.status_code == 422
    assert "Wait" in page.text


def test_a_business_at_the_address_stays_what_it_is(ask_in, somebody, authority):
    shop = UserFactory(email="ada@example.com", signs_in_by_code=True)
    somebody.post(ask_in(), NEW)
    shop.refresh_from_db()
    assert shop.signs_in_by_code
    assert not shop.groups.exists()
    assert staff().pk != shop.pk
    assert roles_at(staff(), authority) == [Role.EDITOR]


def test_an_account_that_opens_nothing_gets_a_new_password_from_its_mailbox(ask_in, somebody):
    """Nobody who comes back after years is asked for what they forgot."""
    before = UserFactory(email="ada@example.com", password="pbkdf2_sha256$1$a$b")
    somebody.post(ask_in(), NEW)
    assert staff().pk == before.pk
    assert staff().check_password(NEW["password"])


def test_an_account_that_the_operator_closed_stays_closed(ask_in, somebody, authority):
    gone = UserFactory(email="ada@example.com", is_active=False)
    path = ask_in()
    page = somebody.post(path, NEW)
    assert "Your account is closed" in page.text
    assert roles_at(gone, authority) == []


def test_a_role_that_is_there_no_more_is_said_and_makes_nobody(ask_in, somebody, authority):
    path = ask_in("ada@example.com", Role.AUDITOR)
    AuthorityGroup.objects.filter(authority=authority, role=Role.AUDITOR).delete()
    page = somebody.post(path, NEW)
    assert page.status_code == 422
    assert "does not have this role" in page.text
    assert not User.objects.filter(email="ada@example.com").exists()


def test_a_browser_that_was_signed_in_once_sends_its_form_all_the_same(ask_in, somebody, moderator):
    """What a known browser sends to the admin unsigned is kept for later; not this."""
    door = {"username": moderator.email, "password": PASSWORD}
    somebody.post("/admin/login/", door)
    somebody.cookies.pop("sessionid")
    assert somebody.post(ask_in(), NEW).url == "/admin/"
