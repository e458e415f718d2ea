"""The person's own links in the header."""

import pytest

from tests.factories import UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.one_database


def test_nobody_is_offered_to_sign_in(authority, browse):
    text = browse("/").text
    assert 'href="/account/sign-in/"' in text
    assert "Your applications" not in text


def test_who_is_signed_in_finds_applications_and_profile(authority, arrive, browse):
    arrive("ada@example.com")
    text = browse("/").text
    assert 'href="/applications/"' in text
    assert 'href="/account/profile/"' in text
    assert 'href="/account/sign-in/"' not in text


def test_pages_for_nobody_cost_no_query_more_and_are_the_same_for_all(
    authority, browse, client, sign_in
):
    plain = count_queries(lambda: browse("/"))
    assert "Cookie" not in browse("/").get("Vary", "")
    sign_in(UserFactory())
    # The session, the user, and whether the session was ended elsewhere.
    assert count_queries(lambda: browse("/")) == plain + 3
    assert "Cookie" in browse("/")["Vary"]


def test_an_error_page_has_the_link_too(authority, browse):
    assert 'href="/account/sign-in/"' in browse("/nothing-here/").text


def test_who_is_signed_in_signs_out_with_one_button(authority, arrive, browse, client):
    arrive("ada@example.com")
    assert '<form method="post" action="/account/sign-out/">' in browse("/").text
    client.post("/account/sign-out/", headers={"host": authority.hostname})
    assert 'action="/account/sign-out/"' not in browse("/").text


def test_search_and_menu_open_without_a_script(authority, browse):
    page = browse("/").text
    for part, inside in (("search", 'id="site-search"'), ("menu", 'href="/challenges/"')):
        fold = page[page.index(f"app-header__fold--{part}") :]
        assert inside in fold[: fold.index("</details>")]
