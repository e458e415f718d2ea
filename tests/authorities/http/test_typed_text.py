"""The gate for text: what is cleaned, and what is refused before anybody reads it."""

import logging
from hashlib import sha256

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.utils.log import configure_logging
from hypothesis import given
from hypothesis import strategies as st

from authorities.forms.cleaning import clean_characters
from authorities.http.typed_text import cleaned
from challenges.models.saved_search import SavedSearch
from tests.factories import ChallengePageFactory, filled_in

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def browser(authority):
    return Client(headers={"host": authority.hostname}, raise_request_exception=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("O’Brien & Söhne", "O’Brien & Söhne"),
        ("a\0b\x07", "ab"),
        ("Acme\x0bLtd", "Acme\nLtd"),
        ("one\u2028two\x85three", "one\ntwo\nthree"),
        ("nai\u0308ve", "na\u00efve"),
        ("tab\tand\r\nline", "tab\tand\r\nline"),
        ("lone \ud800 half", "lone  half"),
        ("👩\u200d💻 李小龙", "👩\u200d💻 李小龙"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("pasted@example.org\u200e", "pasted@example.org"),
        ("\ufeffco\u00adoperate\u202e", "cooperate"),
        ("a\u200db \u200c", "ab "),
        ("\uf0b7 one \uf0fc \uf0aa", "• one ✓ •"),
        ("\ufffe\U0001ffff\ufffc ok", " ok"),
        ("\u3164\u2800\ufe0f", ""),
        ("\u2800 x", "\u2800 x"),
    ],
)
def test_what_no_database_can_hold_goes_and_all_else_stays(typed, kept):
    assert clean_characters(typed) == kept


@given(st.text())
def test_clean_text_stays_as_it_is_and_can_be_kept(text):
    clean = clean_characters(text)
    assert clean_characters(clean) == clean
    assert "\0" not in clean
    clean.encode()


def test_names_are_cleaned_as_values_are_and_clean_data_is_left_alone():
    data = QueryDict("a%00=b%00&a%00=c")
    assert dict(cleaned(data).lists()) == {"a": ["b", "c"]}
    clean = QueryDict("a=b")
    assert cleaned(clean) is clean


@pytest.mark.django_db
class TestNul:
    @pytest.mark.parametrize(
        "path",
        [
            "?programme=a%00b",
            "?theme=%00&q=a%00b&state=%00&authority=%00&page=%00&sort=%00",
            "feed.atom?programme=a%00b",
            "calendar.ics?programme=a%00b",
        ],
    )
    def test_in_the_listings_query_it_is_as_if_it_were_not_there(self, browser, challenge, path):
        assert browser.get(challenge.get_parent().url + path).status_code == 200

    def test_in_a_saved_search_it_is_not_kept(self, browser, challenge):
        typed = {"email": "ada@example.com", "frequency": "daily"}
        assert browser.post("/search/saved/?programme=a%00b&q=x%00y", typed).status_code == 302
        assert "\0" not in SavedSearch.objects.get().query

    @pytest.mark.parametrize("path", ["/challenges/a%00b/", "/%00", "/applications/a%00b/"])
    def test_in_a_path_it_leads_nowhere(self, browser, authority, path):
        response = browser.get(path)
        assert response.status_code == 400
        assert "We could not read what was sent" in response.text

    def test_in_a_cookie_it_is_no_cookie(self, browser, challenge):
        browser.cookies["sessionid"] = "x"
        cookie = r'sessionid="a\000b"; other="c\000d"'
        assert browser.get("/account/sign-in/", headers={"cookie": cookie}).status_code == 200

    def test_in_a_form_it_is_not_kept(self, browser, challenge):
        sent = browser.post(challenge.url, filled_in(challenge, business_name="Dry\0wall\x0bLabs"))
        assert "Drywall Labs" in browser.get(f"{sent.url}print/").text

    def test_in_json_it_is_refused(self, browser, authority):
        for body in (b'{"a": "\\u0000"}', b'{"a": "\xff"}'):
            response = browser.post("/account/sign-in/", body, content_type="application/json")
            assert response.status_code == 400


@pytest.mark.django_db
class TestNoText:
    def test_another_encoding_is_refused_with_one_line_in_the_log_and_no_private_address(
        self, browser, challenge, settings, capsys
    ):
        private = browser.post(challenge.url, filled_in(challenge)).url
        configure_logging("logging.config.dictConfig", settings.LOGGING)
        body = "business_name=Ä".encode("utf-16")
        response = browser.generic(
            "POST", f"{private}sections/business/", body, f"{FORM}; charset=utf-16"
        )
        assert response.status_code == 415
        assert "UTF-8" in response.text
        (line,) = capsys.readouterr().err.splitlines()
        assert "/applications/…/sections/business/" in line
        logging.getLogger().handlers.clear()

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "cp037", "no-such-encoding", "", ";"])
    def test_so_is_every_other_one_that_a_program_names(self, browser, challenge, encoding):
        response = browser.generic("POST", challenge.url, b"a=b", f"{FORM}; charset={encoding}")
        assert response.status_code in (200, 302, 415, 422)

    @pytest.mark.parametrize("query", ["q=%ff", "q=%c3%28", "%ed%a0%80=1"])
    def test_a_query_that_is_not_utf_8_is_refused(self, browser, challenge, query):
        assert browser.get(f"/challenges/?{query}").status_code == 400

    def test_a_form_that_is_not_utf_8_is_refused(self, browser, challenge):
        response = browser.post(challenge.url, b"business_name=%ff", content_type=FORM)
        assert response.status_code == 400

    @pytest.mark.parametrize(
        "content_type",
        [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=" + "x" * 300,
            "multipart/form-data; boundary=\x7f",
            "multipart/form-data; boundary=x",
        ],
    )
    @pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\nContent-Disposition: form-data\r\n"])
    def test_a_broken_form_is_no_fault_of_the_servers_with_a_token_or_without(
        self, authority, challenge, content_type, body
    ):
        for checks in (True, False):
            browser = Client(headers={"host": authority.hostname}, enforce_csrf_checks=checks)
            browser.get(challenge.url)
            token = sha256(b"").hexdigest()
            response = browser.post(
                challenge.url,
                body,
                content_type=content_type,
                headers={"x-csrftoken": token},
            )
            assert response.status_code < 500

    def test_more_fields_than_any_form_has_are_refused(self, browser, challenge, settings):
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
        response = browser.post(challenge.url, {f"f{number}": "" for number in range(60)})
        assert response.status_code == 413
        assert "larger than a form can be" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ['"<x>"@example.org', '"a b"@example.org', '"a,b"@example.org', "<x@example.org>"]
)
def test_an_address_that_no_mail_reaches_is_refused_beside_its_field(browser, challenge, address):
    response = browser.post("/account/sign-in/", {"email": address})
    assert response.status_code == 422
    assert "like name@example.com" in response.text
    sent = browser.post(challenge.url, filled_in(challenge, email=address))
    assert sent.status_code == 422
    follow = browser.post(challenge.url, {"follow": "1", "follow_email": address})
    assert follow.status_code == 422


def test_a_request_to_be_told_what_one_sent_is_refused(client, authority):
    headers = {"host": authority.hostname, "x-word": "s3cr3t"}
    for path in ("/", "/health/", "/robots.txt", "/admin/login/"):
        response = client.generic("TRACE", path, headers=headers)
        assert response.status_code == 405
        assert "s3cr3t" not in response.text


def test_a_request_for_nothing_reads_no_body(rf: RequestFactory):
    request = rf.get("/?a=b")
    assert cleaned(request.GET) is request.GET


@pytest.mark.parametrize("address", ["/brand/%s/admin.css", "/admin/needs/%s/", "/sessions/%s/"])
def test_a_number_that_no_database_can_hold_names_nothing(browser, authority, address):
    for number in (2**63, 10**30):
        assert browser.get(address % number).status_code == 404
    assert browser.get(address % (2**63 - 1), follow=True).status_code in (200, 404)
