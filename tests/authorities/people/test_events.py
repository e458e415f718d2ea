"""The security events that administrators read."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from authorities.models import Role, SecurityEvent
from authorities.people.event_list import events_for
from authorities.people.membership import give_role
from authorities.sign_in.events import record_event
from tests.authorities.people.conftest import PASSWORD
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
Kind = SecurityEvent.Kind


def test_they_say_when_what_who_from_where_and_why(admin, act, moderator):
    give_role(moderator, Role.AUDITOR, act)
    SecurityEvent.objects.create(kind=Kind.SIGNED_IN, person=moderator, network="192.0.2.7")
    for path in ("/admin/people/events/", f"/admin/people/{moderator.pk}/"):
        page = admin.get(path).text
        for text in ("Role given: Auditor", "A good reason.", "Signed in", "192.0.2.7"):
            assert text in page, (path, text)


def test_they_are_filtered_by_person_and_kind_and_paged(admin, moderator, authority):
    other = UserFactory.working_for(authority, Role.EDITOR)
    for number in range(51):
        record_event(Kind.SIGNED_OUT, person=moderator, number=1000 + number)
    record_event(Kind.RESET_ASKED, person=other)
    assert "Page 1 of 2" in admin.get("/admin/people/events/").text
    page = admin.get(f"/admin/people/events/?person={other.pk}").text
    assert "1050" not in page
    assert page.count("New password asked for") == 2  # in the filter, and in the list
    assert "1050" in admin.get("/admin/people/events/?kind=signed_out").text
    assert "1000" in admin.get("/admin/people/events/?kind=signed_out&p=2").text


def test_nothing_of_another_authority_is_among_them(admin, authority, other_authority, moderator):
    moderator.groups.add(*UserFactory.working_for(other_authority, Role.APPROVER).groups.all())
    record_event(Kind.ROLE_GIVEN, person=moderator, authority=other_authority, role="approver")
    stranger = UserFactory.working_for(other_authority, Role.EDITOR, last_name="Stranger")
    record_event(Kind.SIGNED_IN, person=stranger)
    seen = events_for(authority).exclude(person__email="admin@example.org")
    assert not seen.exists()
    page = admin.get(f"/admin/people/events/?person={stranger.pk}").text
    assert "Stranger" not in page


def test_of_an_older_account_nothing_is_read_from_before_its_owner_came(
    ask_in, somebody, authority, other_authority
):
    grace = UserFactory.working_for(
        other_authority, Role.EDITOR, email="grace@x.example", password=make_password(PASSWORD)
    )
    SecurityEvent.objects.create(
        kind=Kind.SIGNED_IN, person=grace, at=timezone.now() - timedelta(days=9)
    )
    somebody.post(ask_in("grace@x.example"), {"current_password": PASSWORD})
    seen = events_for(authority).filter(person=grace).values_list("kind", flat=True)
    assert sorted(seen) == sorted([Kind.JOINED, Kind.ROLE_GIVEN, Kind.SIGNED_IN])
