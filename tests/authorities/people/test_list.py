"""The list of an authority's people, and one person's page."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from authorities.models import Role
from authorities.people.membership import suspend
from authorities.people.queries import rows_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def names(rows):
    return [row.name for row in rows]


def test_each_person_stands_there_with_roles_state_and_second_step(
    admin, act, authority, moderator, ask_in
):
    Authenticator.objects.create(user=moderator, type="totp", data={})
    away = UserFactory.working_for(authority, Role.EDITOR, first_name="Ann", last_name="Away")
    suspend(away, act)
    ask_in("new@example.com", Role.AUDITOR)
    rows = {row.email: row for row in rows_of(authority)}
    assert rows[moderator.email].person.has_factor
    assert rows[moderator.email].state == "active"
    assert (rows[away.email].state, rows[away.email].roles) == ("suspended", [Role.EDITOR])
    assert (rows["new@example.com"].state, rows["new@example.com"].link_works) == ("invited", True)
    page = admin.get("/admin/people/").text
    for text in (moderator.email, "Ann Away", "Suspended", "new@example.com", "The link works"):
        assert text in page


def test_nothing_of_another_authority_stands_there(admin, authority, other_authority, moderator):
    moderator.groups.add(*UserFactory.working_for(other_authority, Role.APPROVER).groups.all())
    stranger = UserFactory.working_for(other_authority, Role.EDITOR, last_name="Stranger")
    (row,) = [row for row in rows_of(authority) if row.email == moderator.email]
    assert row.roles == [Role.MODERATOR]
    assert "Stranger" not in admin.get("/admin/people/").text
    assert admin.get(f"/admin/people/{stranger.pk}/").status_code == 404
    page = admin.get(f"/admin/people/{moderator.pk}/").text
    assert "End the role “Moderator”" in page
    assert "End the role “Approver”" not in page
    assert "West Midlands" not in page


def test_the_list_is_searched_filtered_and_ordered(authority, moderator):
    for last_name, role in (("Babbage", Role.EDITOR), ("Adams", Role.EDITOR)):
        UserFactory.working_for(authority, role, first_name="Eve", last_name=last_name)
    moderator.last_login = timezone.now()
    moderator.save()
    assert names(rows_of(authority, role="editor")) == ["Eve Adams", "Eve Babbage"]
    assert names(rows_of(authority, words="babbage EVE")) == ["Eve Babbage"]
    assert names(rows_of(authority, sort="recent"))[0] == str(moderator)
    assert names(rows_of(authority, sort="longest"))[-1] == str(moderator)
    assert rows_of(authority, state="suspended") == []


def test_a_page_of_the_list_costs_as_much_however_many_work_there(admin, authority):
    def cost(path="/admin/people/?sort=recent"):
        with CaptureQueriesContext(connection) as asked:
            assert admin.get(path).status_code == 200
        return len(asked)

    UserFactory.working_for(authority, Role.EDITOR)
    admin.get("/admin/people/")
    few = cost()
    for _ in range(60):
        UserFactory.working_for(authority, Role.EDITOR, Role.APPROVER)
    assert cost() == few
    # The admin's frame and the session cost as much around a form that asks nothing.
    assert few - cost("/admin/people/invite/") <= 4
    assert few <= 17
    assert "Page 1 of 2" in admin.get("/admin/people/").text


def test_a_filter_that_nobody_has_lists_everybody(admin, moderator):
    assert moderator.email in admin.get("/admin/people/?role=emperor&sort=x&p=99").text


def test_a_refusal_keeps_the_reason_that_was_typed(admin, administrator):
    page = admin.post(
        f"/admin/people/{administrator.pk}/give-role/",
        {"role": "moderator", "reason": "I want to see."},
    )
    assert page.status_code == 409
    assert "another administrator" in page.text


def test_a_person_whose_last_role_ends_is_on_the_list_no_more(admin, moderator):
    typed = {"role": "moderator", "reason": "They left."}
    answer = admin.post(f"/admin/people/{moderator.pk}/end-role/", typed)
    assert answer.url == "/admin/people/"
    assert admin.get(f"/admin/people/{moderator.pk}/").status_code == 404


def test_administrators_have_no_pages_of_wagtails_users_and_others_no_people(admin, moderator):
    for path in ("/admin/users/", "/admin/users/new/", "/admin/groups/"):
        assert admin.get(path).status_code == 302
    assert 'href="/admin/people/"' in admin.get("/admin/").text.replace("&quot;", '"').replace(
        '"url": "/admin/people/"', 'href="/admin/people/"'
    )
    admin.force_login(moderator)
    assert "/admin/people/" not in admin.get("/admin/").text
    assert admin.get("/admin/people/").status_code == 404
