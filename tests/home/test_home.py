"""The front page and the header."""

from datetime import timedelta

from django.utils import timezone

from authorities.models import AuthoritySettings
from challenges.models import Partner
from tests.factories import ChallengePageFactory, SuccessStoryPageFactory


def test_it_shows_purpose_search_open_challenges_figures_stories_and_partners(authority, browse):
    now = timezone.now()
    soon = ChallengePageFactory(authority=authority, closes_at=now + timedelta(days=1))
    later = ChallengePageFactory(authority=authority, closes_at=now + timedelta(days=9))
    closed = ChallengePageFactory(authority=authority, closed=True)
    story = SuccessStoryPageFactory(authority=authority, challenge=closed)
    Partner.objects.create(authority=authority, name="STEAMhouse")
    response = browse("/")
    assert [card.title for card in response.context["closing_soon"]] == [soon.title]
    assert [card.title for card in response.context["open_challenges"]] == [later.title]
    assert closed.title not in response.text
    for text in (authority.root_page.specific.strapline, story.title, "STEAMhouse"):
        assert text in response.text
    assert 'action="/challenges/"' in response.text


def test_without_anything_to_show_there_are_no_empty_sections(authority, browse):
    text = browse("/").text
    for heading in ("Closing soon", "So far", "What came of it", "Partners"):
        assert heading not in text
    assert "No challenge is open today" in text


def test_the_navigation_marks_where_the_reader_is(authority, browse):
    text = browse("/challenges/").text
    assert 'href="/challenges/" aria-current="true"' in text
    assert 'href="/about/" aria-current' not in text


def test_an_unknown_address_is_not_found(authority, browse):
    assert browse("/nothing-here/").status_code == 404
    assert browse("/challenges/nothing-here/").status_code == 404
    assert browse("/challenges/a/b/").status_code == 404


class TestBrand:
    def test_the_stylesheet_carries_the_authoritys_colours_and_changes_its_address_with_them(
        self, authority, browse
    ):
        settings = AuthoritySettings.objects.get(site=authority)
        before = settings.brand_css_url
        settings.brand_colour = "#123456"
        settings.save()
        assert settings.brand_css_url != before
        assert settings.brand_css_url in browse("/").text
        response = browse(settings.brand_css_url)
        assert response["Content-Type"] == "text/css"
        assert "--authority-brand: #123456" in response.text

    def test_each_authority_has_its_own(self, authority, other_authority, browse):
        AuthoritySettings.objects.filter(site=other_authority).update(brand_colour="#4b2a63")
        assert "#4b2a63" in browse("/brand.css", at=other_authority).text
        assert "#4b2a63" not in browse("/brand.css").text

    def test_a_demonstration_says_that_it_is_one(self, authority, browse):
        assert "This is a demonstration" not in browse("/").text
        AuthoritySettings.objects.filter(site=authority).update(is_demonstration=True)
        assert "This is a demonstration" in browse("/").text
