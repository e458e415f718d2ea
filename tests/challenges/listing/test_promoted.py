"""What an authority recommends for chosen words, on the search of the site and on the listing."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from authorities.models import AuthoritySettings, Role
from challenges.models import PromotedResult, Promotion
from tests.factories import ChallengePageFactory, UserFactory
from tests.queries import count_queries

ADD = "/admin/snippets/challenges/promotion/add/"


def promote(authority, words, *pages, **fields):
    """Recommend the pages for the words, as an editor would."""
    promotion = Promotion.objects.create(authority=authority, words=words)
    for place, page in enumerate(pages):
        PromotedResult.objects.create(promotion=promotion, page=page, sort_order=place, **fields)
    return promotion


@pytest.fixture
def shown(browse):
    """Return a function that searches, and returns what is recommended and what is found."""

    def search(words, path="/search/", more=""):
        response = browse(f"{path}?q={quote(words)}{more}")
        assert response.status_code == 200
        found = response.context["found" if path == "/search/" else "cards"]
        recommended = response.context["recommended"]
        return [
            [one.title.removesuffix("?") for one in results] for results in (recommended, found)
        ]

    return search


@pytest.fixture
def wet(authority):
    """Two challenges that speak of damp, and one that does not."""
    return [
        ChallengePageFactory(authority=authority, title=title, question=f"{title}?", summary=text)
        for title, text in (("Dampness", "Wet"), ("Mould", "Damp"), ("Trees", "Leaves"))
    ]


@pytest.mark.parametrize("path", ["/search/", "/challenges/"])
class TestBothSearches:
    def test_it_stands_above_what_is_found_and_only_once(
        self, authority, wet, shown, search_engine, path
    ):
        _dampness, mould, trees = wet
        search_engine.index(wet)
        promote(authority, "leaf\ndamp houses", trees, mould)
        promote(authority, "Damp house", mould)
        recommended, found = shown("damp houses", path)
        assert recommended == ["Trees", "Mould"]
        assert "Mould" not in found

    @pytest.mark.parametrize("typed", ["damp house", " DAMP   Houses ", "“damp house”"])
    def test_capitals_spaces_and_forms_of_a_word_do_not_matter(
        self, authority, wet, shown, path, typed
    ):
        promote(authority, "Damp Houses", wet[2])
        assert shown(typed, path)[0] == ["Trees"]

    @pytest.mark.parametrize("typed", ["damp", "damp houses now", "houses damp", "!"])
    def test_other_words_are_recommended_nothing(self, authority, wet, shown, path, typed):
        promote(authority, "damp houses", wet[2])
        assert shown(typed, path)[0] == []

    def test_it_says_who_recommends(self, authority, wet, browse, path):
        promote(authority, "damp", wet[2])
        assert "Recommended by Birmingham City Council" in browse(f"{path}?q=damp").text
        assert "Recommended by" not in browse(f"{path}?q=leaves").text

    def test_a_page_that_nobody_can_read_is_not_shown(self, authority, wet, shown, path):
        dampness, mould, trees = wet
        promote(authority, "zebra", *wet)
        assert len(shown("zebra", path)[0]) == 3
        trees.unpublish()
        PageViewRestriction.objects.create(page=mould, restriction_type="login")
        past = timezone.now() - timedelta(minutes=1)
        Page.objects.filter(pk=dampness.pk).update(expire_at=past)
        assert shown("zebra", path) == [[], []]

    def test_another_authority_recommends_nothing_here(
        self, authority, other_authority, wet, shown, path
    ):
        AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
        AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
        theirs = ChallengePageFactory(authority=other_authority, title="Theirs")
        promote(other_authority, "damp", theirs, wet[2])
        # However it came into the table.
        promote(authority, "damp", theirs)
        assert shown("damp", path)[0] == []

    def test_further_pages_do_not_repeat_it(self, authority, wet, shown, search_engine, path):
        promote(authority, "damp", wet[1])
        many = [
            ChallengePageFactory(authority=authority, title=f"{number}", summary="Damp")
            for number in range(20)
        ]
        search_engine.index([*wet, *many])
        recommended, found = shown("damp", path, "&page=2")
        assert recommended == []
        assert "Mould" not in found


def test_on_the_listing_it_counts_and_keeps_to_what_the_list_is_narrowed_to(
    authority, wet, shown, browse
):
    promote(authority, "zebra", wet[2])
    assert browse("/challenges/?q=zebra").context["count"] == 1
    assert shown("zebra", "/challenges/", "&state=ended") == [[], []]
    assert "Trees" not in browse("/challenges/feed.atom?q=zebra").text


def test_an_address_elsewhere_is_recommended_by_the_search_of_the_site(authority, wet, browse):
    promote(
        authority,
        "grants",
        None,
        link_url="https://grants.example/",
        link_text="Find a grant",
        description="The government's list of <all> grants.",
    )
    text = browse("/search/?q=grant").text
    assert 'href="https://grants.example/"' in text
    assert "list of &lt;all&gt; <mark>grants</mark>" in text
    assert "Find a" not in browse("/challenges/?q=grant").text


def test_why_it_is_recommended_stands_in_place_of_its_summary(authority, wet, browse):
    promote(authority, "damp", wet[2], description="Roots lift floors.")
    text = browse("/search/?q=damp").text
    assert "Roots lift floors." in text
    assert "Leaves" not in text


@pytest.mark.parametrize(("path", "most"), [("/search/", 16), ("/challenges/", 12)])
def test_recommendations_cost_no_query_each(authority, wet, browse, path, most):
    promote(authority, "damp", wet[2])
    few = count_queries(lambda: browse(f"{path}?q=damp"))
    for page in wet:
        promote(authority, "damp", page)
    assert count_queries(lambda: browse(f"{path}?q=damp")) == few <= most


class TestTheForm:
    @pytest.fixture
    def editor(self, authority, sign_in):
        return sign_in(UserFactory.working_for(authority, Role.EDITOR))

    def send(self, editor, authority, **result):
        fields = {"id": "", "page": "", "link_url": "", "link_text": "", "description": ""}
        typed = {
            "words": "damp",
            "results-TOTAL_FORMS": "1",
            "results-INITIAL_FORMS": "0",
            "results-MIN_NUM_FORMS": "1",
            "results-MAX_NUM_FORMS": "1000",
            "results-0-ORDER": "1",
            **{f"results-0-{name}": value for name, value in (fields | result).items()},
        }
        return editor.post(ADD, typed, headers={"host": authority.hostname})

    def test_an_editor_recommends_a_page(self, editor, authority, wet, shown):
        assert self.send(editor, authority, page=wet[2].pk).status_code == 302
        assert shown("damp")[0] == ["Trees"]
        assert Promotion.objects.get().authority == authority

    def test_it_begins_with_the_words_of_the_address(self, editor, authority):
        form = editor.get(f"{ADD}?words=damp", headers={"host": authority.hostname})
        assert form.context["form"]["words"].value() == "damp"

    def test_a_page_of_another_authority_cannot_be_recommended(
        self, editor, authority, other_authority
    ):
        theirs = ChallengePageFactory(authority=other_authority)
        answer = self.send(editor, authority, page=theirs.pk)
        # It is not among the choices: the form finds no such page.
        (result,) = answer.context["form"].formsets["results"].errors
        assert "page" in result
        assert not Promotion.objects.exists()

    @pytest.mark.parametrize(
        ("result", "said"),
        [
            ({}, "Choose a page, or enter an address: one of the two."),
            ({"link_url": "https://a.example/"}, "Enter what the address is called."),
        ],
    )
    def test_a_result_needs_a_page_or_an_address_with_a_name(self, editor, authority, result, said):
        answer = self.send(editor, authority, **result)
        assert said in answer.text
        assert not Promotion.objects.exists()


def test_words_without_a_letter_are_refused(authority):
    with pytest.raises(ValidationError, match="at least one word"):
        Promotion(authority=authority, words="?!").full_clean()
