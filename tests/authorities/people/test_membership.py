"""Roles given and ended, suspended and given back, each with a name and a reason."""

import pytest
from django.test import Client
from post_office.models import Email

from authorities.models import Role, SecurityEvent, StaffSession, Suspension
from authorities.people.acts import Act, PeopleRefused
from authorities.people.membership import (
    end_role,
    end_their_sessions,
    give_role,
    reset_factor,
    restore,
    roles_at,
    suspend,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
Kind = SecurityEvent.Kind


def test_a_role_is_given_and_ended_with_who_and_why_on_record(act, moderator, authority):
    give_role(moderator, Role.AUDITOR, act)
    give_role(moderator, Role.AUDITOR, act)
    assert roles_at(moderator, authority) == [Role.MODERATOR, Role.AUDITOR]
    end_role(moderator, Role.MODERATOR, act)
    assert roles_at(moderator, authority) == [Role.AUDITOR]
    events = SecurityEvent.objects.filter(person=moderator).order_by("pk")
    assert [(event.kind, event.about["role"]) for event in events] == [
        (Kind.ROLE_GIVEN, "auditor"),
        (Kind.ROLE_ENDED, "moderator"),
    ]
    assert {(event.actor, event.authority, event.reason) for event in events} == {
        (act.by, authority, "A good reason.")
    }


@pytest.mark.parametrize("change", [suspend, restore, reset_factor])
def test_nothing_changes_without_a_reason(change, authority, administrator, moderator):
    with pytest.raises(PeopleRefused, match="Say why"):
        change(moderator, Act(authority, administrator, " "))
    assert roles_at(moderator, authority) == [Role.MODERATOR]


def test_administrators_change_nothing_about_themselves(act, administrator, authority):
    """So nobody gives themselves a role that reads applications, and one is always left."""
    with pytest.raises(PeopleRefused, match="another administrator"):
        give_role(administrator, Role.MODERATOR, act)
    with pytest.raises(PeopleRefused):
        end_role(administrator, Role.ADMINISTRATOR, act)
    with pytest.raises(PeopleRefused):
        suspend(administrator, act)
    with pytest.raises(PeopleRefused):
        reset_factor(administrator, act)
    assert roles_at(administrator, authority) == [Role.ADMINISTRATOR]
    assert not SecurityEvent.objects.exists()


def test_of_two_administrators_who_end_each_other_one_is_left(act, administrator, authority):
    other = UserFactory.working_for(authority, Role.ADMINISTRATOR)
    theirs = Act(authority, other, "First come.")
    assert other.groups.exists()
    end_role(other, Role.ADMINISTRATOR, act)
    with pytest.raises(PeopleRefused):
        end_role(administrator, Role.ADMINISTRATOR, theirs)
    assert roles_at(administrator, authority) == [Role.ADMINISTRATOR]


def test_whoever_runs_the_installation_is_not_an_administrators_to_change(act, authority):
    root = UserFactory.working_for(authority, Role.EDITOR, is_superuser=True, is_staff=True)
    with pytest.raises(PeopleRefused, match="runs the installation"):
        suspend(root, act)


def test_a_suspended_person_is_out_at_the_next_click_and_gets_their_roles_back(
    act, moderator, authority
):
    give_role(moderator, Role.AUDITOR, act)
    browser = Client(headers={"host": authority.hostname})
    browser.force_login(moderator)
    assert browser.get("/admin/queue/").status_code == 200
    suspend(moderator, act)
    assert browser.get("/admin/queue/").url.startswith("/admin/login/")
    assert roles_at(moderator, authority) == []
    with pytest.raises(PeopleRefused, match="Restore"):
        give_role(moderator, Role.EDITOR, act)
    restore(moderator, act)
    assert roles_at(moderator, authority) == [Role.MODERATOR, Role.AUDITOR]
    assert not Suspension.objects.exists()
    kinds = SecurityEvent.objects.filter(person=moderator, reason=act.reason).values_list(
        "kind", flat=True
    )
    assert set(kinds) == {Kind.ROLE_GIVEN, Kind.SUSPENDED, Kind.RESTORED}


def test_a_suspension_touches_nothing_of_another_authority(
    act, moderator, authority, other_authority
):
    moderator.groups.add(*UserFactory.working_for(other_authority, Role.EDITOR).groups.all())
    StaffSession.objects.create(user=moderator, browser="Firefox")
    suspend(moderator, act)
    assert roles_at(moderator, authority) == []
    assert roles_at(moderator, other_authority) == [Role.EDITOR]
    assert StaffSession.objects.filter(user=moderator).exists()
    restore(moderator, act)
    assert roles_at(moderator, authority) == [Role.MODERATOR]


def test_sessions_are_ended_everywhere(act, moderator):
    StaffSession.objects.create(user=moderator, browser="Firefox")
    assert end_their_sessions(moderator, act) == 1
    assert not StaffSession.objects.exists()


def test_a_reset_second_factor_is_on_record_and_told_by_mail(act, moderator):
    reset_factor(moderator, act)
    (event,) = SecurityEvent.objects.filter(person=moderator, kind=Kind.FACTOR_REMOVED)
    assert (event.actor, event.reason) == (act.by, act.reason)
    assert Email.objects.get().to == [moderator.email]


def test_a_second_factor_that_guards_another_authority_too_is_not_reset(
    act, moderator, other_authority
):
    moderator.groups.add(*UserFactory.working_for(other_authority, Role.EDITOR).groups.all())
    with pytest.raises(PeopleRefused, match="not this authority's alone") as refusal:
        reset_factor(moderator, act)
    assert "West Midlands" not in str(refusal.value)
    assert not Email.objects.exists()
