"""What the programs of search engines are told: robots.txt and the sitemap."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from wagtail.models import Page, PageViewRestriction

from home.crawling import PublicPages
from tests.factories import ChallengePageFactory, ProgrammePageFactory, SuccessStoryPageFactory
from tests.queries import count_queries

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://birmingham.example.org"


def located(response):
    """Return the addresses that a sitemap or an index of them names, with their days."""
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return {
        entry.find(f"{NAMESPACE}loc").text: entry.findtext(f"{NAMESPACE}lastmod")
        for entry in ElementTree.fromstring(response.content)  # noqa: S314  # our own sitemap
    }


class TestSitemap:
    def test_it_has_every_kind_of_public_page_under_its_own_host(self, authority, browse):
        challenge = ChallengePageFactory(authority=authority)
        programme = ProgrammePageFactory(authority=authority)
        story = SuccessStoryPageFactory(authority=authority, challenge=challenge)
        found = located(browse("/sitemap.xml"))
        for page in (challenge, programme, story):
            assert page.full_url in found
        for path in ("/", "/challenges/", "/programmes/", "/success-stories/", "/privacy/"):
            assert f"{HOST}{path}" in found

    def test_it_has_no_draft_and_nothing_of_another_authority(
        self, authority, other_authority, browse
    ):
        ChallengePageFactory(authority=authority, slug="a-draft", live=False)
        ChallengePageFactory(authority=other_authority, slug="elsewhere")
        here, there = (
            " ".join(located(browse("/sitemap.xml", at=at))) for at in (authority, other_authority)
        )
        assert "a-draft" not in here
        assert "elsewhere" not in here
        assert "http://wmca.example.org/challenges/elsewhere/" in there
        assert "birmingham" not in there

    def test_it_has_nothing_behind_a_password_and_nothing_below_that(self, authority, browse):
        challenge = ChallengePageFactory(authority=authority)
        PageViewRestriction.objects.create(
            page=challenge.get_parent(),
            restriction_type=PageViewRestriction.PASSWORD,
            password="secret",
        )
        assert not [one for one in located(browse("/sitemap.xml")) if "/challenges/" in one]

    def test_it_says_when_a_page_was_last_published(self, authority, browse):
        published = datetime(2026, 3, 1, 12, tzinfo=UTC)
        page = ChallengePageFactory(authority=authority, last_published_at=published)
        assert located(browse("/sitemap.xml"))[page.full_url] == "2026-03-01"

    def test_it_costs_the_same_however_many_pages_there_are(self, authority, browse):
        def read():
            return browse("/sitemap.xml")

        few = count_queries(read)
        for _number in range(5):
            challenge = ChallengePageFactory(authority=authority)
            SuccessStoryPageFactory(authority=authority, challenge=challenge)
        assert count_queries(read) == few <= 8

    def test_with_too_many_pages_for_one_file_it_names_the_files_that_have_them_all(
        self, authority, browse, monkeypatch
    ):
        monkeypatch.setattr(PublicPages, "limit", 3)
        every = Page.objects.descendant_of(authority.root_page, inclusive=True).live()
        files = located(browse("/sitemap.xml"))
        assert f"{HOST}/sitemap-pages.xml?p=2" in files
        found = [one for file in files for one in located(browse(file.removeprefix(HOST)))]
        assert sorted(found) == sorted(page.full_url for page in every)

    @pytest.mark.parametrize("path", ["/sitemap-pages.xml?p=99", "/sitemap-secrets.xml"])
    def test_a_part_that_is_not_there_is_not_found(self, authority, browse, path):
        assert browse(path).status_code == 404


def is_open(robots, address):
    """Return whether a program may read the address: the longest rule that fits decides.

    As RFC 9309 says in 2.2.2.
    """
    rules = re.findall(r"^(Allow|Disallow): (.+)$", robots, re.MULTILINE)
    fitting = [
        (len(rule), verb == "Allow")
        for verb, rule in rules
        if re.match(re.escape(rule).replace(r"\*", ".*"), address)
    ]
    return max(fitting, default=(0, True))[1]


class TestRobots:
    @pytest.fixture
    def robots(self, browse):
        response = browse("/robots.txt")
        assert response["Content-Type"].startswith("text/plain")
        return response.text

    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/challenges/",
            "/challenges/?page=2",
            "/challenges/damp/",
            "/challenges/damp/?utm_source=post",
            "/challenges/feed.atom?theme=better-health",
            "/success-stories/?page=3",
            "/privacy/",
            "/brand.css?v=1",
            "/sitemap.xml",
        ],
    )
    def test_public_pages_and_what_they_need_are_open(self, robots, address):
        assert is_open(robots, address)

    @pytest.mark.parametrize(
        "address",
        [
            "/admin/",
            "/admin/login/",
            "/account/sign-in/",
            "/applications/abc/",
            "/assessing/",
            "/search/?q=damp",
            "/search/saved/?theme=better-health",
            "/challenges/?theme=better-health",
            "/challenges/?q=&state=open&page=2",
            "/challenges/?page=2&sort=newest",
            "/success-stories/?programme=closer-to-home",
        ],
    )
    def test_own_pages_and_what_filters_make_are_closed(self, robots, address):
        assert not is_open(robots, address)

    def test_each_authority_names_its_own_sitemap(self, authority, other_authority, browse):
        assert f"Sitemap: {HOST}/sitemap.xml" in browse("/robots.txt").text
        there = browse("/robots.txt", at=other_authority).text
        assert "Sitemap: http://wmca.example.org/sitemap.xml" in there
        assert "birmingham" not in there
