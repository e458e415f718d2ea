"""A brief in each of its states, and what may be published."""

from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from applications.models.status import Status
from challenges.models import ChallengeCriterion
from challenges.models.status import Stage
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
    QuestionFactory,
    SuccessStoryPageFactory,
)
from tests.queries import count_queries


def path(page):
    return urlsplit(page.url).path


def brief(authority, **fields):
    return ChallengePageFactory(authority=authority, **fields)


def test_an_open_brief_says_when_it_closes_with_the_time_zone_and_carries_the_form(
    authority, browse
):
    page = brief(authority, closes_at=timezone.now() + timedelta(days=10))
    text = browse(page.url).text
    local = page.closes_at.astimezone(ZoneInfo("Europe/London"))
    assert f"{local:%H:%M} {local.tzname()}" in text
    assert "Send your application" in text
    assert "It takes about 45 minutes." in text
    assert "What is your idea?" in text


def test_before_opening_the_questions_can_be_read_and_not_answered(authority, browse):
    page = brief(authority, scheduled=True)
    text = browse(page.url).text
    assert "Applications open on" in text
    assert "What is your idea?" in text
    assert text.count("<textarea") == 1  # to ask a question
    assert "Send your application</button>" not in text


def test_after_closing_a_sentence_stands_instead_of_the_form(authority, browse):
    text = browse(brief(authority, closed=True).url).text
    assert "Applications closed on" in text
    assert "being read and assessed" in text
    assert "<textarea" not in text


@pytest.mark.parametrize(
    ("stage", "tag"),
    [
        (Stage.ASSESSING, "Being assessed"),
        (Stage.MATCHED, "Matched"),
        (Stage.SELECTED, "Selected"),
        (Stage.SHOWCASED, "Showcased"),
        (Stage.PROCUREMENT_PENDING, "Procurement pending"),
        (Stage.PROCURED, "Procured"),
        (Stage.NOT_PROCURED, "Not procured"),
    ],
)
def test_each_stage_has_its_tag_and_its_step(authority, browse, stage, tag):
    text = browse(brief(authority, closed=True, stage=stage).url).text
    assert f"</svg>{tag}</strong>" in text
    finished = stage in (Stage.PROCURED, Stage.NOT_PROCURED)
    assert ('aria-current="step"' in text) is not finished


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.CANCELLED])
def test_a_challenge_that_ended_early_says_why(authority, browse, stage):
    text = browse(brief(authority, stage=stage, stage_reason="The works have moved.").url).text
    assert "The works have moved." in text
    assert "Send your application" not in text


def test_example_content_says_that_it_is(authority, browse):
    assert "Example content" in browse(brief(authority, is_example=True).url).text
    assert "Example content" not in browse(brief(authority).url).text


def test_criteria_clarifications_and_the_story_stand_on_the_brief(authority, browse):
    page = brief(authority, closed=True, stage=Stage.SHOWCASED)
    page.criteria.set([ChallengeCriterion(name="Impact", weight=100)])
    page.save()
    ClarificationFactory(page=page, answer="You <b>may</b>.")
    story = SuccessStoryPageFactory(authority=authority, challenge=page)
    text = browse(page.url).text
    assert "Impact" in text
    assert "May we ask?" in text
    assert "You &lt;b&gt;may&lt;/b&gt;." in text
    assert path(story) in text
    assert path(page) in browse(story.url).text


def test_who_can_apply_stands_on_the_brief_and_is_found_by_search(authority, browse, search_engine):
    page = brief(authority, eligibility="<p>Cooperatives of the canal.</p>")
    search_engine.index([page])
    assert "Cooperatives of the canal." in browse(page.url).text
    assert page.title in browse("/challenges/?q=cooperatives").text


def test_a_draft_of_a_brief_is_not_there(authority, browse):
    assert browse(brief(authority, live=False).url or "/challenges/none/").status_code == 404


def test_a_brief_costs_at_most_eighteen_queries_however_much_stands_on_it(
    authority, browse, pictures
):
    page = brief(
        authority,
        picture=pictures[0],
        picture_is_decorative=True,
        questions=[QuestionFactory(label=f"Question {number}") for number in range(10)],
    )
    page.criteria.set([ChallengeCriterion(name=f"C{number}", weight=10) for number in range(10)])
    page.save()
    ClarificationFactory.create_batch(30, page=page)
    ApplicationFactory.create_batch(10, page=page)
    assert count_queries(lambda: browse(page.url)) <= 18


def test_a_brief_that_opens_later_costs_at_most_eighteen_queries(authority, browse, pictures):
    page = brief(authority, scheduled=True, picture=pictures[0], picture_is_decorative=True)
    ClarificationFactory.create_batch(5, page=page)
    assert count_queries(lambda: browse(page.url)) <= 18


def test_a_brief_with_stories_costs_at_most_nineteen_queries(authority, browse, pictures):
    page = brief(
        authority,
        closed=True,
        stage=Stage.SHOWCASED,
        picture=pictures[0],
        picture_is_decorative=True,
    )
    for picture in pictures:
        SuccessStoryPageFactory(
            authority=authority, challenge=page, picture=picture, picture_is_decorative=True
        )
    assert count_queries(lambda: browse(page.url)) <= 19


class TestRules:
    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"question": "We want less damp."}, "question mark"),
            ({"prize_minimum": 500, "prize_maximum": 100}, "not below the lowest"),
            ({"closes_at": timezone.now() - timedelta(days=90)}, "after the opening time"),
        ],
    )
    def test_what_cannot_be_right_is_refused_with_what_to_do(self, authority, changes, message):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError, match=message):
            brief(authority, **changes)

    def test_a_picture_needs_words_or_the_word_that_it_needs_none(self, authority, pictures):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError, match="Describe the picture"):
            brief(authority, picture=pictures[0])
        assert brief(authority, picture=pictures[0], picture_is_decorative=True).pk
        assert brief(authority, picture=pictures[0], picture_alt="A wet wall").pk

    def test_a_choice_without_choices_is_refused(self, authority):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError, match="at least two choices"):
            QuestionFactory(field_type="choice", choices="One").full_clean(exclude=["page"])

    def test_publishing_an_older_draft_leaves_the_stage_as_it_was_decided(self, authority):
        page = brief(authority, closed=True)
        draft = page.save_revision()
        type(page).objects.filter(pk=page.pk).update(
            stage=Stage.ASSESSING, stage_changed_at=timezone.now()
        )
        draft.publish()
        page.refresh_from_db()
        assert page.stage == Stage.ASSESSING

    def test_a_copy_starts_without_stage_and_without_applications(self, authority):
        page = brief(authority, closed=True, stage=Stage.SELECTED)
        ApplicationFactory(page=page, status=Status.SELECTED)
        copy = page.copy(update_attrs={"slug": "a-copy", "title": "A copy"})
        assert copy.stage == Stage.NONE
        assert not copy.applications.exists()
        assert [row.label for row in copy.questions.all()] == ["What is your idea?"]

    def test_a_page_type_stands_only_where_it_belongs(self, authority):
        from challenges.models import ChallengeListingPage, ChallengePage
        from home.models import ContentPage

        assert ChallengePage.allowed_parent_page_models() == [ChallengeListingPage]
        assert not ContentPage.can_create_at(
            ChallengeListingPage.objects.child_of(authority.root_page).get()
        )
        assert not ChallengeListingPage.can_create_at(authority.root_page)
