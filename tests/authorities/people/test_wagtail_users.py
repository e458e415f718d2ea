"""Wagtail's own pages of users, as superusers meet them."""

import pytest
from post_office.models import Email

from authorities.models import AuthorityGroup, Role, SecurityEvent, User
from authorities.people.membership import roles_at
from tests.authorities.people.conftest import links
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
Kind = SecurityEvent.Kind


@pytest.fixture
def root(somebody):
    """A superuser's browser."""
    somebody.force_login(User.objects.create_superuser("root@example.org"))
    return somebody


def group_of(authority, role):
    return AuthorityGroup.objects.get(authority=authority, role=role).group


def typed(authority, *roles, email="ada@example.com", **more):
    groups = [group_of(authority, role).pk for role in roles]
    names = {"first_name": "Ada", "last_name": "Lovelace"}
    return {"email": email, "groups": groups, **names, **more}


def test_nobody_types_a_password_for_another(root, moderator):
    for path in ("/admin/users/new/", f"/admin/users/edit/{moderator.pk}/"):
        page = root.get(path)
        assert page.status_code == 200
        assert "password1" not in page.text


def test_who_is_made_there_is_invited_and_sets_their_own(root, client, authority):
    root.post("/admin/users/new/", typed(authority, Role.EDITOR))
    ada = User.objects.get(email="ada@example.com")
    assert not ada.has_usable_password()
    (path,) = links()
    new = {"first_name": "Ada", "last_name": "King", "password": "rain-remembers-walls"}
    assert client.post(path, new, headers={"host": authority.hostname}).url == "/admin/"
    ada.refresh_from_db()
    assert ada.check_password(new["password"])
    assert roles_at(ada, authority) == [Role.EDITOR]


def test_what_a_superuser_changes_there_is_on_record(root, authority, moderator):
    path = f"/admin/users/edit/{moderator.pk}/"
    root.post(path, typed(authority, Role.EDITOR, email=moderator.email, is_active="on"))
    events = SecurityEvent.objects.filter(person=moderator)
    assert [(event.kind, event.about, event.authority) for event in events.order_by("pk")] == [
        (Kind.ROLE_GIVEN, {"role": "editor"}, authority),
        (Kind.ROLE_ENDED, {"role": "moderator"}, authority),
    ]
    assert {event.actor.email for event in events} == {"root@example.org"}
    root.post(path, typed(authority, Role.EDITOR, email=moderator.email))
    assert events.latest("pk").kind == Kind.SUSPENDED


def test_a_new_address_is_on_record_and_mailed_to_both(root, authority, moderator):
    path = f"/admin/users/edit/{moderator.pk}/"
    root.post(path, typed(authority, Role.MODERATOR, email="new@example.org", is_active="on"))
    (event,) = SecurityEvent.objects.filter(person=moderator)
    assert event.kind == Kind.ADDRESS_CHANGED
    assert {mail.to[0] for mail in Email.objects.all()} == {"mo@example.org", "new@example.org"}


def test_several_at_once_are_on_record_too(root, authority, moderator):
    root.post(
        f"/admin/bulk/authorities/user/assign_role/?id={moderator.pk}",
        {"role": group_of(authority, Role.AUDITOR).pk},
    )
    assert Role.AUDITOR in roles_at(moderator, authority)
    (event,) = SecurityEvent.objects.filter(person=moderator)
    assert event.about == {"role": "auditor"}


def test_the_account_of_a_business_gets_no_rights_there(root, authority):
    shop = UserFactory(email="shop@example.com", signs_in_by_code=True)
    edit = f"/admin/users/edit/{shop.pk}/"
    bulk = f"/admin/bulk/authorities/user/assign_role/?id={shop.pk}"
    for path, sent in (
        (edit, typed(authority, Role.EDITOR, email=shop.email, is_active="on")),
        (bulk, {"role": group_of(authority, Role.AUDITOR).pk}),
    ):
        assert root.post(path, sent).status_code == 302
        shop.refresh_from_db()
        assert not shop.groups.exists()
