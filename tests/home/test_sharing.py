"""What a page says of itself to search engines, to networks, and to machines."""

import json
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from authorities.models import AuthoritySettings
from challenges.models.status import Stage
from home.models import ContentPage
from tests.factories import ChallengePageFactory, ProgrammePageFactory, SuccessStoryPageFactory
from tests.queries import count_queries

pytestmark = pytest.mark.one_database

HOST = "http://birmingham.example.org"


class Head(HTMLParser):
    """The parts of a page's head by their name, and its structured data."""

    def __init__(self, response) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.canonical: list[str] = []
        self.scripts: list[str] = []
        self.title = ""
        self._inside = ""
        self.feed(response.text)

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        self._inside = found.get("type", tag)
        if tag == "meta" and "content" in found:
            name = found.get("name") or found.get("property")
            assert name not in self.meta, f"{name} stands there twice."
            self.meta[name] = found["content"]
        if tag == "link" and found["rel"] == "canonical":
            self.canonical.append(found["href"])

    def handle_data(self, data) -> None:
        if self._inside == "application/ld+json":
            self.scripts.append(data)
        elif self._inside == "title":
            self.title += data
        self._inside = ""

    @property
    def graph(self) -> dict[str, dict]:
        """The nodes of the structured data by their type."""
        (script,) = self.scripts
        return {node["@type"]: node for node in json.loads(script)["@graph"]}


@pytest.fixture
def head(browse):
    """Return a function that opens a path and reads the page's head."""

    def read(path, **kwargs):
        response = browse(path, **kwargs)
        assert response.status_code == 200
        return Head(response)

    return read


class TestCanonical:
    @pytest.mark.parametrize("path", ["/", "/challenges/", "/programmes/", "/privacy/"])
    def test_a_page_names_its_own_address_whatever_was_added_to_it(self, authority, head, path):
        assert head(path).canonical == head(f"{path}?page=1").canonical == [f"{HOST}{path}"]

    def test_a_challenge_is_at_home_at_its_own_authority(self, other_authority, head):
        page = ChallengePageFactory(authority=other_authority)
        path = page.full_url.removeprefix("http://wmca.example.org")
        found = head(f"{path}?followed=yes", at=other_authority)
        assert found.canonical == [page.full_url] == [found.meta["og:url"]]
        assert "robots" not in found.meta

    def test_a_further_page_of_the_whole_list_is_a_page_of_its_own(self, authority, head):
        for _number in range(21):
            ChallengePageFactory(authority=authority)
        found = head("/challenges/?page=2")
        assert found.canonical == [f"{HOST}/challenges/?page=2"]
        assert "robots" not in found.meta
        assert "(page 2 of 2)" in found.title
        # Beyond the end the last page is shown.
        assert head("/challenges/?page=99").canonical == [f"{HOST}/challenges/?page=2"]

    @pytest.mark.parametrize(
        "query", ["?q=damp", "?state=open", "?sort=newest&page=2", "?theme=better-health"]
    )
    def test_a_filtered_or_sorted_list_stands_back_behind_the_whole_one(
        self, authority, head, query
    ):
        found = head(f"/challenges/{query}")
        assert found.canonical == [f"{HOST}/challenges/"]
        assert found.meta["robots"] == "noindex, follow"

    def test_filters_that_were_left_empty_narrow_nothing(self, authority, head):
        assert "robots" not in head("/challenges/?q=&state=&sort=").meta

    def test_the_search_is_not_listed(self, authority, head):
        assert head("/search/?q=damp").meta["robots"] == "noindex, follow"


class TestExamples:
    def test_an_example_is_not_shown_as_if_it_were_real(self, authority, head):
        page = ChallengePageFactory(authority=authority, is_example=True)
        assert head(page.url).meta["robots"] == "noindex"
        assert "robots" not in head(ChallengePageFactory(authority=authority).url).meta

    def test_no_page_of_a_demonstration_is(self, authority, head):
        AuthoritySettings.objects.filter(site=authority).update(is_demonstration=True)
        for path in ("/", "/challenges/", "/privacy/"):
            assert head(path).meta["robots"] == "noindex"


class TestCard:
    def test_a_challenge_shows_its_question_its_summary_and_its_picture(
        self, authority, head, pictures
    ):
        page = ChallengePageFactory(
            authority=authority, picture=pictures[0], picture_alt="A wet wall & a lamp"
        )
        found = head(page.url).meta
        assert found["og:title"] == page.question
        assert found["og:description"] == found["description"] == page.summary
        assert found["og:image"].startswith(f"{HOST}/media/images/")
        assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
        assert found["og:image:alt"] == "A wet wall & a lamp"
        assert found["og:site_name"] == "Birmingham City Council"
        assert found["og:locale"] == "en_GB"
        assert found["og:type"] == "website"
        assert found["twitter:card"] == "summary_large_image"

    def test_a_decorative_picture_has_no_words(self, authority, head, pictures):
        page = ProgrammePageFactory(
            authority=authority,
            picture=pictures[0],
            picture_alt="Lines",
            picture_is_decorative=True,
        )
        assert "og:image" in head(page.url).meta
        assert "og:image:alt" not in head(page.url).meta

    def test_a_story_is_an_article_and_without_a_picture_the_card_is_small(self, authority, head):
        challenge = ChallengePageFactory(authority=authority)
        story = SuccessStoryPageFactory(authority=authority, challenge=challenge)
        found = head(story.url).meta
        assert found["og:type"] == "article"
        assert found["twitter:card"] == "summary"
        assert "og:image" not in found

    def test_what_the_editor_wrote_for_search_engines_goes_first_everywhere(self, authority, head):
        page = ChallengePageFactory(
            authority=authority, seo_title="Notice damp", search_description="Walls & rain."
        )
        found = head(page.url)
        assert found.title.startswith("Notice damp – ")
        assert found.meta["og:title"] == "Notice damp"
        assert found.meta["description"] == found.meta["og:description"] == "Walls & rain."
        assert found.graph["Demand"]["description"] == "Walls & rain."

    def test_a_page_without_a_summary_is_described_by_its_introduction(self, authority, head):
        home = authority.root_page.specific
        home.introduction = "<p>Bread &amp; walls.</p><p>Come in.</p>"
        home.save_revision().publish()
        assert head("/").meta["og:description"] == "Bread & walls. Come in."
        assert head("/").meta["og:title"] == home.strapline

    def test_a_page_behind_a_password_tells_nothing(self, authority, browse):
        page = ChallengePageFactory(authority=authority, summary="Between us.")
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
        )
        text = browse(page.url).text
        assert "Between us." not in text
        assert "og:title" not in text

    def test_it_costs_no_query_of_its_own(self, authority, browse, pictures):
        page = ChallengePageFactory(authority=authority)
        plain = count_queries(lambda: browse(page.url))
        page.picture, page.picture_is_decorative = pictures[0], True
        page.save()
        # The picture's renditions, all of them.
        assert count_queries(lambda: browse(page.url)) == plain + 1


class TestStructuredData:
    def test_a_challenge_is_a_demand_that_its_authority_seeks_to_have_met(self, authority, head):
        page = ChallengePageFactory(
            authority=authority,
            prize_maximum=20_000,
            opens_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
            closes_at=datetime(2099, 4, 1, 11, tzinfo=UTC),
        )
        graph = head(page.url).graph
        demand = graph["Demand"]
        assert demand["name"] == page.question
        assert demand["validFrom"] == "2026-03-01T09:00:00Z"
        assert demand["validThrough"] == "2099-04-01T12:00:00+01:00"
        assert demand["priceSpecification"] == {
            "@type": "PriceSpecification",
            "priceCurrency": "GBP",
            "maxPrice": 20_000,
        }
        assert graph["GovernmentOrganization"]["name"] == "Birmingham City Council"
        assert graph["GovernmentOrganization"]["seeks"] == {"@id": demand["@id"]}
        assert graph["WebPage"]["mainEntity"] == {"@id": demand["@id"]}

    def test_what_was_withdrawn_asks_no_longer(self, authority, head):
        now = timezone.now().replace(microsecond=0)
        page = ChallengePageFactory(
            authority=authority, stage=Stage.WITHDRAWN, stage_changed_at=now - timedelta(hours=1)
        )
        ends = datetime.fromisoformat(head(page.url).graph["Demand"]["validThrough"])
        assert ends == now - timedelta(hours=1) < page.closes_at

    def test_a_story_is_an_article_and_names_a_business_that_agreed(self, authority, head):
        challenge = ChallengePageFactory(authority=authority)
        story = SuccessStoryPageFactory(
            authority=authority, challenge=challenge, business_name="Drywall Labs"
        )
        article = head(story.url).graph["Article"]
        assert article["headline"] == story.title
        assert article["mentions"]["name"] == "Drywall Labs"
        story.business_name = ""
        story.save()
        assert "mentions" not in head(story.url).graph["Article"]

    def test_a_programme_is_a_project(self, authority, head):
        programme = ProgrammePageFactory(authority=authority)
        assert head(programme.url).graph["Project"]["name"] == programme.title

    def test_a_page_below_a_list_names_the_way_to_it(self, authority, head):
        page = ChallengePageFactory(authority=authority)
        way = head(page.url).graph["BreadcrumbList"]["itemListElement"]
        assert [(step["position"], step["item"]) for step in way] == [
            (1, f"{HOST}/"),
            (2, f"{HOST}/challenges/"),
            (3, page.full_url),
        ]
        assert "BreadcrumbList" not in head("/privacy/").graph

    def test_the_front_page_says_how_to_search_the_site(self, authority, head):
        site = head("/").graph["WebPage"]["isPartOf"]
        assert site["potentialAction"]["target"]["urlTemplate"] == f"{HOST}/search/?q={{words}}"

    def test_no_text_can_end_the_script_or_begin_another_one(self, authority, browse):
        evil = "</script><!-- <script>alert('&')</script> \u2028 damp?"
        page = ChallengePageFactory(authority=authority, question=evil, seo_title="<!--")
        response = browse(page.url)
        (script,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL
        )
        assert not re.search("[<>&]", script)
        assert Head(response).graph["Demand"]["name"] == "<!--"
        page.seo_title = ""
        page.save()
        assert Head(browse(page.url)).graph["Demand"]["name"] == evil

    def test_a_content_page_is_a_page_and_nothing_more(self, authority, head):
        below = ContentPage(title="More", slug="more", body=[("text", "<p>More.</p>")])
        authority.root_page.get_children().get(slug="about").add_child(instance=below)
        found = head("/about/more/")
        assert set(found.graph) == {"GovernmentOrganization", "WebPage"}
        assert found.canonical == [f"{HOST}/about/more/"]
