"""Which address is proved, and how a page asks for it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from post_office.models import Email

from authorities.models import User
from businesses.sign_in.code import ask_for_proof
from businesses.sign_in.proof import has_proven, proven_address
from tests.factories import UserFactory
from tests.signing_in import CODE, SIGN_IN, newest_code

ADA, BEN = "ada@example.com", "ben@example.com"


def only_for_ada(request):
    if not has_proven(request, "Ada@Example.com"):
        return ask_for_proof(request, "Ada@Example.com")
    return HttpResponse(f"Hello {proven_address(request)}")


urlpatterns = [
    path("private/", only_for_ada),
    path("", include("marketplace.urls")),
]


@pytest.fixture(autouse=True)
def _a_private_page(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def proven(browse):
    return lambda: proven_address(browse(SIGN_IN).wsgi_request)


def test_a_code_proves_the_address_in_small_letters(arrive, proven):
    assert proven() == ""
    arrive("Ada@Example.com")
    assert proven() == ADA


def test_a_comparison_does_not_mind_capitals(arrive, browse):
    arrive(ADA)
    request = browse("/account/profile/").wsgi_request
    assert has_proven(request, " ADA@example.com")
    assert not has_proven(request, BEN)
    assert not has_proven(request, "")


def test_nobody_has_proved_the_empty_address(authority, browse):
    assert not has_proven(browse(SIGN_IN).wsgi_request, "")


def test_a_password_proves_nothing(sign_in, authority, proven):
    sign_in(UserFactory(email=ADA))
    assert proven() == ""


def test_the_proof_ends_at_sign_out(arrive, send, proven):
    arrive(ADA)
    send("/account/sign-out/")
    assert proven() == ""


def test_the_proof_is_of_this_session_alone(arrive, authority):
    arrive(ADA)
    other = Client()
    other.force_login(User.objects.get(email=ADA))
    response = other.get("/account/profile/", headers={"host": authority.hostname})
    assert proven_address(response.wsgi_request) == ""


class TestAskingForProof:
    def test_it_leads_to_the_code_and_back_to_the_page(self, authority, browse, send):
        response = browse("/private/?part=2")
        assert response.url == CODE
        send(CODE, {"again": "1"})
        response = send(CODE, {"code": newest_code(ADA)})
        assert response.url == "/private/?part=2"
        assert browse(response.url).text == f"Hello {ADA}"

    def test_opening_a_link_mails_nothing_and_a_button_asks_for_the_code(
        self, authority, browse, send
    ):
        for _time in range(3):
            assert browse("/private/").url == CODE
            assert "Send me a code" in browse(CODE).text
        assert not Email.objects.filter(to=ADA).exists()
        send(CODE, {"again": "1"})
        assert "We have sent an email with a code" in browse(CODE).text
        assert Email.objects.filter(to=ADA).count() == 1

    def test_who_sends_a_form_gets_the_code_at_once(self, authority, browse, send):
        assert send("/private/", {"text": "Typed."}).url == CODE
        assert Email.objects.filter(to=ADA).count() == 1

    def test_the_address_is_masked_and_cannot_be_changed(self, authority, browse, send):
        browse("/private/")
        for _time in range(2):
            text = browse(CODE).text
            assert "a…@example.com" in text
            assert ADA not in text.lower()
            assert "Use another address" not in text
            assert 'name="email"' not in text
            send(CODE, {"again": "1"})

    def test_asking_again_sends_no_other_code(self, authority, browse, send):
        for part in range(3):
            browse(f"/private/?part={part}")
            send(CODE, {"again": "1"})
        assert Email.objects.filter(to=ADA).count() == 1
        assert send(CODE, {"code": newest_code(ADA)}).url == "/private/?part=2"

    def test_who_proved_another_address_is_switched_without_going_round(
        self, arrive, browse, send, proven
    ):
        arrive(BEN)
        assert browse("/private/").url == CODE
        assert "signed in with another address" in browse(CODE).text
        send(CODE, {"again": "1"})
        response = send(CODE, {"code": newest_code(ADA)})
        assert browse(response.url).text == f"Hello {ADA}"
        assert proven() == ADA

    def test_a_password_is_not_enough_and_the_session_stays(self, sign_in, authority, browse, send):
        sign_in(UserFactory(email=ADA))
        assert browse("/private/").url == CODE
        send(CODE, {"again": "1"})
        send(CODE, {"code": newest_code(ADA)})
        assert browse("/private/").status_code == 200

    def test_a_code_that_waits_for_somebody_else_is_not_used(self, authority, browse, send):
        send(SIGN_IN, {"email": BEN})
        browse("/private/")
        send(CODE, {"again": "1"})
        assert send(CODE, {"code": newest_code(BEN)}).status_code == 422

    def test_a_page_that_is_asked_for_too_often_sends_no_more_and_says_so(
        self, authority, browse, client, send
    ):
        for _ in range(5):
            client.cookies.clear()
            assert send("/private/", {"text": "Typed."}).url == CODE
        assert Email.objects.filter(to=ADA).count() == 4
        assert "Several mails went to this address today" in browse(CODE).text

    def test_it_never_leads_to_another_site(self, authority, client):
        there = {"host": authority.hostname}
        request = RequestFactory().get("/", PATH_INFO="//evil.example/", headers=there)
        request.session, request.user = client.session, AnonymousUser()
        ask_for_proof(request, ADA)
        assert request.session["business_sign_in"]["back_to"] == ""
