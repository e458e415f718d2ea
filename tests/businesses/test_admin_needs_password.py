"""A code opens no admin."""

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from post_office.models import Email

from authorities.models import AuthorityGroup, Role, User
from authorities.permissions import authorities_of
from businesses.sign_in.code import ask_for_proof
from businesses.sign_in.proof import has_proven
from businesses.sign_in.session import CODE_BACKEND
from tests.factories import UserFactory
from tests.signing_in import CODE, newest_code

PASSWORD = "walls-remember-rain"
ADMIN = "/admin/"


@pytest.fixture
def editor(authority):
    return UserFactory.working_for(
        authority, Role.EDITOR, email="sam@example.org", password=make_password(PASSWORD)
    )


@pytest.fixture
def by_password(send):
    def as_(email):
        return send("/admin/login/", {"username": email, "password": PASSWORD})

    return as_


def is_let_in(response):
    return response.status_code == 200


def test_a_business_is_not_let_in(arrive, browse):
    arrive("ada@example.com")
    assert browse(ADMIN).url.startswith("/admin/login/")


@pytest.mark.parametrize("path", [ADMIN, "/admin/pages/", "/admin/queue/", "/admin/users/"])
def test_somebody_who_works_here_is_not_let_in_by_a_code(editor, arrive, browse, path):
    arrive(editor.email)
    assert browse(path).url.startswith("/admin/login/")


def test_nor_is_a_superuser(authority, arrive, browse):
    UserFactory(email="root@example.org", is_superuser=True, is_staff=True)
    arrive("root@example.org")
    assert browse(ADMIN).url.startswith("/admin/login/")


def test_their_password_lets_them_in_as_somebody_else(editor, arrive, browse, by_password):
    arrive(editor.email)
    business = browse("/").wsgi_request.user
    by_password(editor.email)
    response = browse(ADMIN)
    assert is_let_in(response)
    assert response.wsgi_request.user == editor
    assert business != editor
    assert business.email == editor.email


def test_a_code_for_their_own_address_opens_an_account_without_any_right(
    editor, arrive, browse, by_password
):
    by_password(editor.email)
    arrive(editor.email)
    assert browse(ADMIN).url.startswith("/admin/login/")
    business = browse("/").wsgi_request.user
    assert business.signs_in_by_code
    assert not business.get_all_permissions()
    assert authorities_of(business) == []


def test_who_is_asked_to_prove_an_address_stays_a_member_of_staff(
    editor, authority, browse, by_password, send
):
    by_password(editor.email)
    request = browse(ADMIN).wsgi_request
    ask_for_proof(request, editor.email)
    request.session.save()
    send(CODE, {"again": "1"})
    send(CODE, {"code": newest_code(editor.email)})
    assert has_proven(browse("/").wsgi_request, editor.email)
    assert is_let_in(browse(ADMIN))


def test_the_profile_is_the_businesss_own(editor, browse, by_password):
    by_password(editor.email)
    assert browse("/account/profile/").url.startswith("/account/sign-in/")


def test_an_account_that_a_code_opens_can_never_get_a_right(authority, arrive):
    arrive("ada@example.com")
    business = User.objects.get(email="ada@example.com")
    role = AuthorityGroup.objects.filter(authority=authority)[0].group
    with pytest.raises(ValueError, match="no rights"), transaction.atomic():
        business.groups.add(role)
    with pytest.raises(ValueError, match="no rights"), transaction.atomic():
        role.user_set.add(business)
    business.is_superuser = True
    with pytest.raises(IntegrityError), transaction.atomic():
        business.save()


def test_a_session_of_a_code_is_over_once_its_account_is_another_kind(editor, client, browse):
    client.force_login(editor, backend=CODE_BACKEND)
    assert not browse("/").wsgi_request.user.is_authenticated


def test_a_code_for_another_address_ends_it(editor, arrive, browse, by_password):
    by_password(editor.email)
    arrive("ada@example.com")
    assert browse(ADMIN).url.startswith("/admin/login/")


def test_a_password_for_another_person_ends_the_proof(editor, arrive, browse, by_password):
    arrive("ada@example.com")
    by_password(editor.email)
    assert not has_proven(browse("/account/profile/").wsgi_request, "ada@example.com")


def test_who_came_by_a_code_gets_no_password_by_mail(arrive, send, mailoutbox):
    arrive("ada@example.com")
    send("/account/sign-out/")
    send("/admin/password_reset/", {"email": "ada@example.com"})
    assert Email.objects.filter(to="ada@example.com").count() == 1
    assert mailoutbox == []
