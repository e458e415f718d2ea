"""Changing what was published: what is an amendment, who is told, and what stays as it was."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from wagtail.test.utils.form_data import rich_text

from authorities.models import RecordIsFinal, Role
from challenges.models import Amendment, ChallengeCriterion, ChallengePage
from tests.challenges.editing.conftest import with_criteria
from tests.challenges.editing.editor import PUBLISH, SUBMIT, edit, errors, written
from tests.factories import ChallengePageFactory, DraftFactory, UserFactory
from tests.queries import count_queries

NOTE = "The works begin a week later."


def in_days(days):
    return timezone.now() + timedelta(days=days)


def republish(page, *, by=None, author=None, **changes):
    """Publish a changed revision as nobody's form has seen it."""
    draft = ChallengePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=author).publish(user=by, skip_permission_checks=True)
    return ChallengePage.objects.get(pk=page.pk)


CHANGES = {
    "the question": ({"question": "How might we dry walls?"}, "Question"),
    "how success is measured": (
        {"success_measures": rich_text("<p>Dry walls &amp; floors</p>")},
        "How will we know that it works?",
    ),
    "who can apply": ({"eligibility": rich_text("<p>SMEs only</p>")}, "Who can apply?"),
    "a criterion's name": ({"criteria-0-name": "Reach"}, "Criteria"),
    "a criterion's guidance": ({"criteria-1-guidance": "Cheap."}, "Criteria"),
    "weights": ({"criteria-0-weight": "50", "criteria-1-weight": "50"}, "Criteria"),
    "the closing time": ({"closes_at": written(in_days(30))}, "Closing time"),
}


@pytest.mark.one_database
class TestInTheEditor:
    @pytest.mark.parametrize("what", CHANGES)
    def test_what_was_promised_does_not_change_without_a_word_beside_the_field(
        self, approver, page, what
    ):
        changes, label = CHANGES[what]
        response = edit(approver, page, **changes, **PUBLISH)
        assert label in errors(response)["amendment"][0]
        assert not Amendment.objects.exists()

    @pytest.mark.parametrize("what", CHANGES)
    def test_with_a_word_it_is_an_amendment_that_is_dated_and_public(
        self, approver, page, browse, what
    ):
        changes, label = CHANGES[what]
        response = edit(approver, page, **changes, amendment=NOTE, **PUBLISH)
        assert response.status_code == 302, errors(response)
        amendment = Amendment.objects.get()
        assert (amendment.text, amendment.challenge) == (NOTE, page)
        assert [change["label"] for change in amendment.changes] == [label]
        text = browse(page.url).text
        assert "Changes since opening" in text
        assert NOTE in text

    def test_a_small_correction_is_nobodys_news(self, approver, page, browse):
        DraftFactory(page=page)
        response = edit(approver, page, summary="Walls are wet.", **PUBLISH)
        assert response.status_code == 302, errors(response)
        page.refresh_from_db()
        assert page.summary == "Walls are wet."
        assert not Amendment.objects.exists()
        assert not Email.objects.exists()
        assert "Changes since opening" not in browse(page.url).text

    def test_a_word_makes_any_change_an_amendment(self, approver, page):
        edit(approver, page, contact_name="Another team", amendment=NOTE, **PUBLISH)
        assert Amendment.objects.get().changes == []

    def test_before_the_opening_nothing_needs_a_word_and_nobody_is_asked_for_one(
        self, approver, authority
    ):
        page = with_criteria(ChallengePageFactory(authority=authority, scheduled=True))
        response = edit(approver, page, question="How might we dry walls?", **PUBLISH)
        assert response.status_code == 302, errors(response)
        assert not Amendment.objects.exists()
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert 'name="amendment"' not in approver.get(path).text

    def test_a_draft_may_be_saved_without_a_word(self, approver, page):
        assert edit(approver, page, question="How might we dry walls?").status_code == 302
        page.refresh_from_db()
        assert page.question == "How might we notice damp early?"

    def test_the_word_goes_through_the_workflow_and_is_empty_for_the_next_change(
        self, sign_in, authority, page
    ):
        editor = UserFactory.working_for(authority, Role.EDITOR)
        changes = {"question": "How might we dry walls?", "amendment": NOTE}
        response = edit(sign_in(editor), page, **changes, **SUBMIT)
        assert response.status_code == 302, errors(response)
        assert not Amendment.objects.exists()
        approver = UserFactory.working_for(authority, Role.APPROVER)
        approve(sign_in(approver), page)
        amendment = Amendment.objects.get()
        assert (amendment.text, amendment.actor) == (NOTE, approver)
        form = sign_in(approver).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert form.context["form"]["amendment"].value() == ""
        edit(sign_in(approver), page, summary="Walls are wet.", **PUBLISH)
        assert Amendment.objects.count() == 1

    @pytest.mark.parametrize("days", [-1, -40])
    def test_a_closing_in_the_past_is_refused(self, approver, page, days):
        changes = {"closes_at": written(in_days(days)), "amendment": NOTE}
        assert "closes_at" in errors(edit(approver, page, **changes, **PUBLISH))

    def test_the_opening_stays_once_it_has_come(self, approver, page):
        changes = {"opens_at": written(in_days(1)), "amendment": NOTE}
        response = edit(approver, page, **changes, **PUBLISH)
        assert "its opening time stays" in errors(response)["opens_at"][0]

    def test_criteria_and_weights_stay_after_closing(self, approver, closed):
        changes = {"criteria-0-weight": "50", "criteria-1-weight": "50", "amendment": NOTE}
        response = edit(approver, closed, **changes, **PUBLISH)
        assert "its criteria, weights and scale stay" in errors(response)["__all__"][0]

    def test_staff_of_another_authority_change_nothing(self, sign_in, other_authority, page):
        stranger = sign_in(UserFactory.working_for(other_authority, *Role))
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert stranger.get(path).status_code in (302, 403, 404)
        stranger.post(path, {"question": "Ours?", "amendment": NOTE} | PUBLISH)
        assert not Amendment.objects.exists()


def approve(client, page):
    page = ChallengePage.objects.get(pk=page.pk)
    task = page.current_workflow_task_state
    path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    return client.post(path, {"comment": ""})


class TestBelowTheEditor:
    def test_a_change_that_nobody_explained_is_told_with_a_list_of_what_it_is(self, page):
        DraftFactory(page=page)
        republish(page, question="How might we dry walls?", closes_at=in_days(30))
        amendment = Amendment.objects.get()
        assert amendment.text == "Changed: “Closing time”, “Question”."
        assert amendment.changes[1]["before"] == "How might we notice damp early?"
        assert Email.objects.count() == 1

    def test_what_is_published_at_a_planned_time_is_amended_too(self, page):
        draft = page.get_latest_revision_as_object()
        draft.question, draft.amendment = "How might we dry walls?", NOTE
        revision = draft.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
        call_command("publish_scheduled", verbosity=0)
        assert Amendment.objects.get().text == NOTE
        revision.refresh_from_db()
        assert revision.content["amendment"] == ""

    def test_criteria_that_arrive_after_closing_stay_as_they_were(self, closed):
        draft = ChallengePage.objects.get(pk=closed.pk).get_latest_revision_as_object()
        draft.criteria.set([ChallengeCriterion(name="Taste", weight=100)])
        draft.save_revision().publish()
        page = ChallengePage.objects.get(pk=closed.pk)
        assert sorted(row.name for row in page.criteria.all()) == ["Cost", "Impact"]
        assert not Amendment.objects.exists()

    @pytest.mark.parametrize("days", [-1, 7])
    def test_an_earlier_closing_without_a_word_stays_as_it_was(self, page, days):
        before = page.closes_at
        now = republish(page, closes_at=in_days(days))
        assert now.closes_at == before
        assert not Amendment.objects.exists()
        assert now.get_latest_revision_as_object().closes_at == before

    def test_the_opening_stays_so_that_nobody_steps_around_the_rules(self, page):
        assert republish(page, opens_at=in_days(1)).opens_at == page.opens_at

    def test_a_page_that_was_taken_down_and_put_back_promised_what_it_said(self, approver, page):
        page.save_revision().publish()
        ChallengePage.objects.get(pk=page.pk).unpublish()
        response = edit(approver, page, question="How might we dry walls?", **PUBLISH)
        assert "Question" in errors(response)["amendment"][0]
        edit(approver, page, question="How might we dry walls?", amendment=NOTE, **PUBLISH)
        assert Amendment.objects.get().changes[0]["after"] == "How might we dry walls?"

    def test_publishing_the_same_again_changes_nothing(self, page):
        republish(page)
        republish(page)
        assert not Amendment.objects.exists()

    def test_an_amendment_is_written_once(self, page):
        republish(page, question="How might we dry walls?")
        amendment = Amendment.objects.get()
        for change in (amendment.save, amendment.delete, Amendment.objects.all().delete):
            with pytest.raises(RecordIsFinal):
                change()

    @pytest.mark.parametrize("name", ["wagtailadmin_pages:delete", "wagtail_bulk_action"])
    def test_a_page_with_a_record_is_not_deleted(self, approver, page, name):
        republish(page, question="How might we dry walls?")
        if name == "wagtail_bulk_action":
            path = reverse(name, args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}"
        else:
            path = reverse(name, args=[page.pk])
        assert approver.post(path).status_code == 302
        assert ChallengePage.objects.filter(pk=page.pk).exists()


def test_a_brief_costs_the_same_however_often_it_changed(page, browse):
    for number in range(12):
        Amendment.objects.create(challenge=page, text=f"Change {number}", changes=[])
    assert count_queries(lambda: browse(page.url)) <= 17


def test_the_newest_change_stands_first(page, browse):
    for number in (1, 2):
        at = timezone.now() + timedelta(minutes=number)
        Amendment.objects.create(challenge=page, text=f"Change {number}.", at=at)
    text = browse(page.url).text
    assert text.index("Change 2.") < text.index("Change 1.")
