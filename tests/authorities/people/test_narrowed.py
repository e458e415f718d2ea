"""What an administrator may do in the admin, where all that they are shown is their authority's."""

import pytest
from allauth.mfa.models import Authenticator

from authorities.models import Role
from authorities.people.membership import suspend
from tests.authorities.people.conftest import PASSWORD
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_second_factor_that_guards_another_authority_too_is_not_reset(
    admin, moderator, other_authority
):
    moderator.groups.add(*UserFactory.working_for(other_authority, Role.EDITOR).groups.all())
    Authenticator.objects.create(user=moderator, type="totp", data={})
    admin.post(f"/admin/people/{moderator.pk}/second-factor/", {"reason": "They lost it."})
    assert Authenticator.objects.filter(user=moderator).exists()


def test_a_last_role_is_ended_and_the_sessions_with_it(admin, moderator):
    typed = {"role": Role.MODERATOR, "reason": "They left."}
    assert admin.post(f"/admin/people/{moderator.pk}/end-role/", typed).status_code == 302
    assert not moderator.groups.exists()


def test_whoever_is_suspended_is_found_and_restored(admin, act, moderator):
    suspend(moderator, act)
    assert moderator.email in admin.get("/admin/people/").text
    path = f"/admin/people/{moderator.pk}/"
    assert admin.get(path).status_code == 200
    assert admin.post(f"{path}restore/", {"reason": "They are back."}).status_code == 302
    assert moderator.groups.exists()


def test_a_link_works_for_its_owner_in_a_colleagues_browser(
    admin, ask_in, authority, other_authority
):
    owner = UserFactory.working_for(other_authority, Role.EDITOR, email="ada@example.com")
    owner.set_password(PASSWORD)
    owner.save()
    link = ask_in("ada@example.com", Role.EDITOR)
    assert admin.post(link, {"current_password": PASSWORD}).status_code == 302
    assert owner.groups.filter(authority_group__authority=authority).exists()
