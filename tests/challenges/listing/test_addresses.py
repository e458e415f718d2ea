"""The lists' addresses: an editor may change them, and every way there follows."""

import pytest

from challenges.models import ChallengeListingPage, SuccessStoryListingPage
from tests.factories import ChallengePageFactory, ThemeFactory
from tests.queries import count_queries


@pytest.fixture
def renamed(authority):
    """The lists of challenges and of stories, at other addresses than those they began with."""
    for kind, slug in ((ChallengeListingPage, "problems"), (SuccessStoryListingPage, "results")):
        page = kind.objects.child_of(authority.root_page).get()
        page.slug = slug
        page.save_revision().publish()


@pytest.mark.parametrize("path", ["/", "/search/?q=zzzz", "/no-such-page/", "/account/sign-out/"])
def test_no_page_leads_to_where_a_list_was(renamed, browse, path):
    text = browse(path).text
    assert "/problems/" in text
    assert "/challenges/" not in text
    assert "/success-stories/" not in text


def test_a_brief_and_suggestions_lead_to_the_renamed_list(renamed, authority, browse):
    theme = ThemeFactory(authority=authority, name="Rising damp", slug="rising-damp")
    page = ChallengePageFactory(authority=authority, themes=[theme])
    assert "/problems/?theme=rising-damp" in browse(page.url).text
    assert "/problems/?theme=rising-damp" in browse("/search/suggestions/?q=rising").text


def test_a_list_that_is_unpublished_is_not_led_to(authority, browse):
    ChallengeListingPage.objects.child_of(authority.root_page).get().unpublish()
    assert "/challenges/" not in browse("/account/sign-out/").text


def test_the_way_to_a_list_costs_no_query_of_its_own(authority, browse):
    browse("/account/sign-out/")
    assert count_queries(lambda: browse("/account/sign-out/")) <= 8
