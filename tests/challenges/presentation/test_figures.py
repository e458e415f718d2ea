"""The figures of a programme, the front page, and the stories."""

from urllib.parse import urlsplit

import pytest

from applications.models.status import Status
from authorities.models import AuthoritySettings
from challenges.models import ChallengePage, Partner
from challenges.models.status import Stage
from challenges.presentation.figures import Bar, bars, figures_of
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ProgrammePageFactory,
    SuccessStoryPageFactory,
    ThemeFactory,
)
from tests.queries import count_queries


@pytest.fixture
def programme(authority):
    return ProgrammePageFactory(authority=authority, reach=528, reach_source="The campaign")


def challenge(authority, programme, *statuses, **fields):
    page = ChallengePageFactory(authority=authority, programme=programme, closed=True, **fields)
    for status in statuses:
        ApplicationFactory(page=page, status=status)
    return page


def figures(programme):
    return figures_of(ChallengePage.objects.filter(programme=programme), programme.reach)


def test_they_are_counted_from_the_records(authority, other_authority, programme):
    challenge(
        authority,
        programme,
        Status.SELECTED,
        Status.NOT_SELECTED,
        Status.NOT_MATCHED,
        stage=Stage.SHOWCASED,
    )
    challenge(other_authority, programme, Status.MATCHED, Status.INELIGIBLE, stage=Stage.MATCHED)
    found = figures(programme)
    assert (found.reached, found.challenges, found.applications) == (528, 2, 5)
    assert (found.matched, found.selected, found.procured) == (3, 1, 0)


def test_what_was_decided_but_not_announced_is_not_counted(authority, programme):
    challenge(authority, programme, Status.SELECTED, Status.MATCHED, stage=Stage.ASSESSING)
    challenge(authority, programme, Status.SELECTED, stage=Stage.MATCHED)
    found = figures(programme)
    assert (found.matched, found.selected) == (1, 0)


def test_a_procured_solution_is_counted_once_its_challenge_says_so(authority, programme):
    challenge(authority, programme, Status.PROCURED, stage=Stage.PROCUREMENT_PENDING)
    assert figures(programme).procured == 0
    challenge(authority, programme, Status.PROCURED, stage=Stage.PROCURED)
    assert figures(programme).procured == 1


def test_a_challenge_without_applications_still_counts(authority, programme):
    challenge(authority, programme)
    assert figures(programme).challenges == 1


def test_the_chart_and_its_table_show_the_same_and_zero_is_shown_as_zero(
    authority, programme, browse
):
    challenge(authority, programme, Status.SELECTED, stage=Stage.SELECTED)
    text = browse(programme.url).text
    assert text.count(">528<") == 2
    assert text.count(">0<") == 2
    assert "The campaign" in text


def test_the_largest_number_has_the_widest_bar_and_nothing_has_none(authority, programme):
    drawn = bars(figures(programme))
    assert drawn[0] == Bar("Companies reached", 528, 100.0)
    assert all(bar.width == 0 for bar in drawn[1:])


def test_a_programme_that_counted_no_reach_shows_none(authority, browse):
    text = browse(ProgrammePageFactory(authority=authority).url).text
    assert "Companies reached" not in text


def test_a_reach_without_its_source_is_refused(authority):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="who counted"):
        ProgrammePageFactory(authority=authority, reach=528)


def test_pages_cost_so_many_queries_at_most_however_much_they_show(
    authority, programme, browse, pictures
):
    AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
    theme = ThemeFactory(authority=authority)
    programme.partners.set(
        [Partner.objects.create(authority=authority, name=f"P{number}") for number in range(5)]
    )
    programme.themes.set([theme])
    programme.picture, programme.picture_is_decorative = pictures[0], True
    programme.save()
    for number in range(10):
        made = {"picture": pictures[number % 3], "picture_is_decorative": True}
        page = challenge(
            authority, programme, Status.SELECTED, stage=Stage.SELECTED, themes=[theme], **made
        )
        ChallengePageFactory(authority=authority, **made)
        story = SuccessStoryPageFactory(authority=authority, challenge=page, **made)
    for path in ("/", programme.url, story.url, "/success-stories/", "/programmes/"):
        # A programme asks for its sessions, money, milestones and lessons besides.
        most = 25 if path == programme.url else 18
        assert count_queries(lambda path=path: browse(path)) <= most, path


class TestStories:
    @pytest.fixture
    def stories(self, authority, programme):
        health = ThemeFactory(authority=authority)
        data = ThemeFactory(authority=authority, name="Better data", slug="better-data")
        one = challenge(authority, programme, themes=[health], stage=Stage.SHOWCASED)
        two = challenge(authority, None, themes=[data], stage=Stage.SHOWCASED)
        return [
            SuccessStoryPageFactory(authority=authority, title=title, challenge=page)
            for title, page in (("On health", one), ("On data", two))
        ]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"On health", "On data"}),
            ("?theme=better-health", {"On health"}),
            ("?theme=better-data", {"On data"}),
            ("?theme=nonsense", {"On health", "On data"}),
        ],
    )
    def test_they_are_filtered_by_theme(self, stories, browse, query, found):
        response = browse(f"/success-stories/{query}")
        assert {card.title for card in response.context["cards"]} == found

    def test_they_are_filtered_by_programme(self, stories, programme, browse):
        response = browse(f"/success-stories/?programme={programme.slug}")
        assert [card.title for card in response.context["cards"]] == ["On health"]

    def test_story_challenge_and_programme_link_to_one_another(self, stories, programme, browse):
        story = stories[0]
        text = browse(story.url).text
        path = urlsplit(story.url).path
        assert urlsplit(story.challenge.url).path in text
        assert urlsplit(programme.url).path in text
        assert path in browse(programme.url).text
        assert path in browse(story.challenge.url).text

    def test_an_application_that_was_not_selected_cannot_be_told_of(self, authority):
        from django.core.exceptions import ValidationError

        page = ChallengePageFactory(authority=authority, closed=True)
        application = ApplicationFactory(page=page, status=Status.MATCHED)
        with pytest.raises(ValidationError, match="selected for this challenge"):
            SuccessStoryPageFactory(authority=authority, challenge=page, application=application)
