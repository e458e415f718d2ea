"""Challenges that look alike, on the brief and beside it while it is written, on every engine."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from authorities.models import AuthoritySettings, Role
from challenges.models import ChallengePage
from tests.factories import ChallengePageFactory, UserFactory
from tests.queries import count_queries

DAMP = {
    "question": "How might we notice damp and mould in rented flats early?",
    "summary": "Mould makes tenants ill before a landlord hears of the damp.",
}


@pytest.fixture
def made(authority, other_authority):
    """Two authorities with one problem, and somebody with another."""
    return {
        "ours": ChallengePageFactory(authority=authority, title="Damp in flats", **DAMP),
        "theirs": ChallengePageFactory(
            authority=other_authority,
            title="Mould behind the wardrobe",
            question="How can tenants tell us of mould before the flat is damp through?",
            summary="Landlords hear of damp too late.",
        ),
        "other": ChallengePageFactory(
            authority=other_authority,
            title="Bus stops",
            question="How can we know what every bus stop is like?",
            summary="A kerb is missing, and early buses do not wait.",
        ),
    }


@pytest.fixture
def briefs(made, search_engine):
    """The same, in the index of each search engine in turn."""
    search_engine.index(made.values())
    return made


def similar(browse, page):
    return [card.title for card in browse(page.url).context["similar"]]


def test_a_brief_leads_to_what_another_authority_asks_of_the_same(briefs, browse):
    page = browse(briefs["ours"].url)
    assert [card.title for card in page.context["similar"]] == ["Mould behind the wardrobe"]
    assert "West Midlands Combined Authority" in page.text
    assert 'href="http://wmca.example.org/' in page.text


def test_nothing_looks_like_a_brief_with_one_word_in_common(briefs, browse, other_authority):
    text = browse(briefs["other"].url, at=other_authority).text
    assert "Challenges like this one" not in text


def test_what_is_not_public_any_more_is_gone_at_once(briefs, browse):
    assert similar(browse, briefs["ours"]) == ["Mould behind the wardrobe"]
    PageViewRestriction.objects.create(
        page=briefs["theirs"], restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    assert similar(browse, briefs["ours"]) == []
    PageViewRestriction.objects.all().delete()
    assert similar(browse, briefs["ours"]) == ["Mould behind the wardrobe"]
    briefs["theirs"].unpublish()
    assert similar(browse, briefs["ours"]) == []


def test_it_costs_as_much_however_many_look_alike(briefs, browse, other_authority, search_engine):
    alone = count_queries(lambda: browse(briefs["other"].url, at=other_authority))
    few = count_queries(lambda: browse(briefs["ours"].url))
    more = [ChallengePageFactory(authority=other_authority, **DAMP) for _ in range(4)]
    search_engine.index(more)
    assert count_queries(lambda: browse(briefs["ours"].url)) <= few == alone + 1 <= 18


class TestWhileWriting:
    """The editor's form asks with what is typed so far."""

    @pytest.fixture
    def ask(self, made, authority, other_authority, client):
        AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
        client.force_login(UserFactory.working_for(authority, Role.EDITOR))

        def get(**query):
            response = client.get(
                "/admin/challenges/similar/", query, headers={"host": "localhost"}
            )
            assert response.status_code == 200
            return response.text

        return get

    def test_what_looks_alike_is_named_with_who_asks_it(self, ask):
        text = ask(text="Finding damp and mould for tenants of flats")
        assert "These look alike" in text
        assert "before the flat is damp through?" in text
        assert "West Midlands Combined Authority" in text

    def test_what_came_of_it_is_said_with_its_year_and_its_reason(self, ask, made):
        ChallengePage.objects.filter(pk=made["theirs"].pk).update(
            stage="not_procured",
            stage_reason="<b>No budget</b>.",
            stage_changed_at=datetime(2022, 5, 1, tzinfo=UTC),
        )
        text = ask(text=" ".join(DAMP.values()))
        assert "Tried by West Midlands Combined Authority in 2022: Not procured." in text
        assert "Why: &lt;b&gt;No budget&lt;/b&gt;." in text

    def test_a_reason_that_the_public_does_not_read_is_not_said(self, ask, made):
        ChallengePage.objects.filter(pk=made["theirs"].pk).update(
            stage="matched", stage_reason="Inside.", stage_changed_at=timezone.now()
        )
        text = ask(text=" ".join(DAMP.values()))
        assert "Matched." in text
        assert "Inside." not in text

    def test_who_lets_nobody_list_theirs_is_not_named(self, ask, other_authority):
        AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=False)
        text = ask(text=" ".join(DAMP.values()))
        assert DAMP["question"] in text
        assert "West Midlands" not in text

    def test_the_way_to_join_is_for_what_others_ask(self, ask, made):
        text = ask(text=" ".join(DAMP.values()))
        assert f"/admin/needs/new/?of={made['theirs'].translation_key}" in text
        assert str(made["ours"].translation_key) not in text

    def test_the_brief_itself_is_left_out(self, ask, made):
        text = ask(text=" ".join(DAMP.values()), besides=made["ours"].pk)
        assert DAMP["question"] not in text
        assert "before the flat is damp through?" in text

    def test_drafts_of_others_are_never_named(self, ask, made):
        made["theirs"].unpublish()
        assert "before the flat" not in ask(text=" ".join(DAMP.values()))

    @pytest.mark.parametrize("text", ["", "damp", "(((", "\x00", "x" * 10_000])
    def test_a_text_that_says_little_is_answered_with_nothing(self, ask, text):
        assert ask(text=text, besides="nonsense").strip() == ""
