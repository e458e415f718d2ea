"""Saving drafts: with a title alone, and with whatever is half done; what publishing then needs."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html, rich_text

from authorities.models import Role
from authorities.models.unready import UNREADY
from authorities.pages.readiness import what_is_missing
from challenges.models import ChallengePage, SuccessStoryListingPage, SuccessStoryPage
from tests.challenges.editing.conftest import with_criteria
from tests.challenges.editing.editor import PUBLISH, SUBMIT, edit, errors
from tests.challenges.editing.test_editing import QUESTION, typed
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.one_database


@pytest.fixture
def editor(sign_in, authority):
    return sign_in(UserFactory.working_for(authority, Role.EDITOR))


def begin(client, listing, model, **values):
    """Open the form of a new page, write a title and other fields, and save the draft."""
    path = reverse("wagtailadmin_pages:add", args=["challenges", model, listing.pk])
    data = querydict_from_html(client.get(path).text, form_id="page-edit-form")
    streams = ("documents", "key_dates", "scale", "body", "figures")
    for name, value in {f"{name}-count": "0" for name in streams}.items():
        data[name] = value
    for name, value in ({"title": "Damp homes", "slug": "damp-homes"} | values).items():
        data[name] = value
    return client.post(path, data)


def test_a_brief_is_saved_with_a_title_alone(editor, listing):
    response = begin(editor, listing, "challengepage")
    assert response.status_code == 302, errors(response)
    page = ChallengePage.objects.get(title="Damp homes")
    assert not page.live
    assert not page.get_latest_revision_as_object().questions.all()


def test_a_story_is_saved_with_a_title_alone_and_can_be_looked_at(editor, authority):
    listing = SuccessStoryListingPage.objects.child_of(authority.root_page).get()
    response = begin(editor, listing, "successstorypage")
    assert response.status_code == 302, errors(response)
    page = SuccessStoryPage.objects.get(title="Damp homes")
    path = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert editor.get(path, headers={"host": authority.hostname}).status_code == 200
    missing = [one.name for one in what_is_missing(page, timezone.now())]
    assert missing == ["summary", "body", "challenge"]


def test_what_is_half_done_is_saved_too(editor, listing):
    response = begin(
        editor,
        listing,
        "challengepage",
        question="We want less damp",
        end_users=rich_text(""),
        prize_minimum="10",
        prize_maximum="5",
        opens_at="2 December 2026 9am",
        closes_at="1 December 2026 9am",
    )
    assert response.status_code == 302, errors(response)


def test_a_picture_without_words_is_in_the_list_and_refuses_no_draft(authority, pictures):
    page = ChallengePageFactory(authority=authority)
    page.picture = pictures[0]
    missing = what_is_missing(page, timezone.now())
    assert [one.name for one in missing] == ["picture_alt"]
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert {error.code for error in refused.value.error_dict["picture_alt"]} == {UNREADY}


def test_a_page_that_was_never_finished_says_what_it_needs_and_where(editor, listing):
    begin(editor, listing, "challengepage", question="We want less damp")
    page = ChallengePage.objects.get()
    text = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    heading = re.search(r"(\d+) things before you can publish", text)
    assert heading[1] == "10", text[text.find("readiness") :][:3000]
    for said in ("End the question with a question mark.", "Summary", "Closes", "one criterion"):
        assert said in text
    assert "[data-contentpath=&quot;question&quot;]" in text
    assert "#id_criteria-ADD" in text


def test_a_brief_that_lacks_nothing_says_so(editor, authority):
    page = ChallengePageFactory(authority=authority)
    text = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert "Nothing is missing" in text


def test_a_brief_without_criteria_does_not_go_to_approval(add):
    data = typed(criteria=[])
    response = add(data, Role.EDITOR, **SUBMIT)
    assert "add at least one criterion" in errors(response)["__all__"][0]
    assert not ChallengePage.objects.exists()


def test_the_list_and_the_editor_ask_for_the_same(add, listing):
    response = add(typed(questions=(), criteria=(), question="Damp", summary=""), **PUBLISH)
    refused = errors(response)
    assert {"question", "summary"} <= set(refused)
    assert len(refused["__all__"]) == 2


def test_a_date_that_is_not_understood_is_refused_with_its_text(editor, listing):
    response = begin(
        editor, listing, "challengepage", closes_at_0="next Tuesday", closes_at_1="noon"
    )
    assert "is not understood as a day" in errors(response)["closes_at"][0]
    assert 'value="next Tuesday"' in response.text
    assert 'value="Damp homes"' in response.text


def test_day_and_time_are_read_in_the_authoritys_zone_and_said_back_in_words(editor, listing):
    response = begin(
        editor, listing, "challengepage", closes_at_0="01/7/2026", closes_at_1="9.30pm"
    )
    page = editor.get(response.url).text
    assert "Wednesday 1 July 2026, 21:30 BST" in page
    closes_at = ChallengePage.objects.get().get_latest_revision_as_object().closes_at
    assert closes_at == datetime(2026, 7, 1, 20, 30, tzinfo=UTC)


def test_a_planned_publication_is_read_in_the_authoritys_zone(editor, listing):
    begin(editor, listing, "challengepage", go_live_at_0="1 July 2099", go_live_at_1="9am")
    at = ChallengePage.objects.get().get_latest_revision_as_object().go_live_at
    assert at == datetime(2099, 7, 1, 8, tzinfo=UTC)


@pytest.fixture
def expired(authority):
    page = with_criteria(ChallengePageFactory(authority=authority, closed=True))
    page.expire_at = timezone.now() - timedelta(days=1)
    page.save_revision(clean=False)
    page.unpublish()
    return page


def test_an_end_that_has_passed_is_asked_about_where_it_hinders_alone(approver, expired):
    past = {"expire_at_0": "1 January 2026", "expire_at_1": "9am"}
    assert edit(approver, expired, **past).status_code == 302
    refused = errors(edit(approver, expired, **past, **PUBLISH))
    assert "empty this field or choose a later time" in refused["expire_at"][0]
    response = edit(approver, expired, expire_at="", **PUBLISH)
    assert response.status_code == 302, errors(response)
    expired.refresh_from_db()
    assert expired.live


def test_a_brief_with_eighty_questions_of_eight_choices_is_saved(add):
    choices = {"field_type": "choice", "choices": "\r\n".join("abcdefgh")}
    questions = [QUESTION | choices | {"label": f"Question {number}"} for number in range(160)]
    data = typed(questions=questions)
    assert len(data) > 1150
    assert add(data).status_code == 302
    assert len(ChallengePage.objects.get().get_latest_revision_as_object().questions.all()) == 160
