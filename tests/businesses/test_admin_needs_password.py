"""A code opens no admin."""

import pytest
from django.contrib.auth.hashers import make_password
from post_office.models import Email

from authorities.models import Role
from businesses.sign_in.proof import has_proven
from tests.factories import UserFactory

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


def test_their_password_lets_them_in_and_the_proof_stays(editor, arrive, browse, by_password):
    arrive(editor.email)
    by_password(editor.email)
    response = browse(ADMIN)
    assert is_let_in(response)
    assert has_proven(browse("/account/profile/").wsgi_request, editor.email)


def test_a_code_takes_nothing_from_a_session_that_a_password_opened(
    editor, arrive, browse, by_password
):
    by_password(editor.email)
    arrive(editor.email)
    assert is_let_in(browse(ADMIN))


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
