"""Asking about a brief, answering in public, and telling who is applying."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from authorities.models import Role
from challenges.models import ChallengePage, Clarification
from challenges.models.status import Stage
from tests.challenges.brief.conftest import ASKED
from tests.factories import ChallengePageFactory, ClarificationFactory, UserFactory
from tests.queries import count_queries

DESK = "wagtailsnippets_challenges_clarification"


@pytest.fixture
def editor(authority, sign_in):
    return sign_in(UserFactory.working_for(authority, Role.EDITOR))


class TestAsking:
    def test_a_question_is_kept_and_that_is_said(self, page, ask, browse, authority):
        response = ask(page)
        assert response.status_code == 302
        asked = Clarification.objects.get()
        assert (asked.asked_text, asked.page, asked.authority) == (ASKED, page, authority)
        text = browse(response["Location"].split("#")[0]).text
        assert "We have your question" in text
        assert ASKED not in text

    def test_nothing_of_who_asked_is_asked_for_or_kept(self, page, ask, browse):
        ask(page, email="ada@example.com")
        kept = Clarification.objects.values().get()
        assert "127.0.0.1" not in str(kept)
        assert "ada@example.com" not in str(kept)
        form = browse(page.url).context["ask_form"]
        assert set(form.fields) == {"asked", "website"}

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"asked": "  "}, "Write your question."),
            (
                {"asked": "x" * 1001},
                "Your question: Use 1,000 characters or fewer.",
            ),
            ({"website": "https://example.com"}, "Leave the field"),
        ],
    )
    def test_what_cannot_be_taken_is_refused_beside_the_field_and_kept(
        self, page, ask, typed, words
    ):
        response = ask(page, **typed)
        assert response.status_code == 422
        assert words in response.text
        assert response.context["ask_form"]["asked"].value() == typed.get("asked", ASKED)
        assert "Send your application" in response.text
        assert not Clarification.objects.exists()

    def test_what_is_asked_is_escaped(self, page, ask):
        text = ask(page, "<script>alert(1)</script>", website="x").text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text

    def test_too_many_from_one_network_are_kept_waiting_with_their_text(self, page, ask, settings):
        settings.QUESTIONS_PER_HOUR = 1
        cache.clear()
        ask(page)
        response = ask(page, "And lidar?")
        assert response.status_code == 429
        assert "And lidar?" in response.text

    @pytest.mark.parametrize(
        "fields",
        [
            {"closed": True},
            {"questions_until": timezone.now() - timedelta(minutes=1)},
            {"stage": Stage.WITHDRAWN, "stage_reason": "Moved."},
        ],
    )
    def test_after_the_last_moment_nothing_is_taken_and_the_text_is_kept(
        self, authority, ask, browse, fields
    ):
        page = ChallengePageFactory(authority=authority, **fields)
        assert "Ask a question" not in browse(page.url).text
        response = ask(page)
        assert response.status_code == 409
        assert ASKED in response.text
        assert not Clarification.objects.exists()

    def test_one_can_ask_before_the_opening(self, authority, ask):
        assert ask(ChallengePageFactory(authority=authority, scheduled=True)).status_code == 302

    def test_the_last_moment_stands_there_with_its_time_zone(self, authority, browse):
        until = datetime(2098, 7, 1, 11, tzinfo=UTC)
        closes = datetime(2099, 1, 1, 11, tzinfo=UTC)
        page = ChallengePageFactory(authority=authority, closes_at=closes)
        assert "Ask until 1 January 2099, 11:00 GMT" in browse(page.url).text
        ChallengePage.objects.filter(pk=page.pk).update(questions_until=until)
        assert "Ask until 1 July 2098, 12:00 BST" in browse(page.url).text


class TestAnswering:
    def answer(self, client, asked, **typed):
        typed = {"question": "May radar be used?", "answer": "Yes.", "declined_reason": ""} | typed
        return client.post(reverse(f"{DESK}:edit", args=[asked.pk]), typed)

    def test_the_wording_begins_with_what_was_asked(self, page, editor):
        asked = ClarificationFactory(page=page, waiting=True)
        response = editor.get(reverse(f"{DESK}:edit", args=[asked.pk]))
        assert response.context["form"]["question"].value() == asked.asked_text

    def test_a_tick_publishes_question_and_answer_but_never_what_was_asked(
        self, page, editor, browse
    ):
        asked = ClarificationFactory(page=page, waiting=True)
        assert self.answer(editor, asked).status_code == 302
        assert "May radar be used?" not in browse(page.url).text
        assert self.answer(editor, asked, is_published="on").status_code == 302
        text = browse(page.url).text
        assert "May radar be used?" in text
        assert "Drywall Labs" not in text

    def test_a_published_mistake_is_put_right_without_a_new_day(self, page, editor):
        asked = ClarificationFactory(page=page)
        self.answer(editor, asked, answer="Yes, and lidar.", is_published="on")
        now = Clarification.objects.get()
        assert (now.answer, now.published_at) == ("Yes, and lidar.", asked.published_at)

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"question": ""}, "question"),
            ({"answer": " "}, "answer"),
            ({"declined_reason": "Not ours."}, "declined_reason"),
        ],
    )
    def test_half_of_it_is_not_published(self, page, editor, typed, field):
        asked = ClarificationFactory(page=page, waiting=True)
        response = self.answer(editor, asked, is_published="on", **typed)
        assert field in response.context["form"].errors
        assert Clarification.objects.published().count() == 0

    def test_what_is_put_aside_no_longer_waits_and_is_not_public(self, page, editor, browse):
        asked = ClarificationFactory(page=page, waiting=True)
        self.answer(editor, asked, declined_reason="It names a person.")
        assert not Clarification.objects.waiting().exists()
        assert "May radar be used?" not in browse(page.url).text

    def test_what_waits_stands_first(self, page, editor):
        day = timedelta(days=1)
        done = ClarificationFactory(page=page)
        younger = ClarificationFactory(page=page, waiting=True)
        older = ClarificationFactory(page=page, waiting=True, asked_at=younger.asked_at - day)
        response = editor.get(reverse(f"{DESK}:list"))
        assert list(response.context["object_list"]) == [older, younger, done]
        assert "Waits for an answer" in response.text

    def test_one_can_be_added_by_hand_to_the_authoritys_own_challenges(
        self, page, editor, authority, other_authority
    ):
        theirs = ChallengePageFactory(authority=other_authority)
        typed = {"question": "May we?", "answer": "Yes.", "declined_reason": ""}
        path = reverse(f"{DESK}:add")
        assert "page" in editor.post(path, typed | {"page": theirs.pk}).context["form"].errors
        assert editor.post(path, typed | {"page": page.pk}).status_code == 302
        assert Clarification.objects.get().authority == authority

    def test_staff_of_another_authority_find_nothing(self, page, sign_in, other_authority):
        asked = ClarificationFactory(page=page, waiting=True)
        stranger = sign_in(UserFactory.working_for(other_authority, *Role))
        for view in ("edit", "delete", "history", "usage"):
            assert stranger.get(reverse(f"{DESK}:{view}", args=[asked.pk])).status_code == 404
        assert self.answer(stranger, asked, is_published="on").status_code == 404
        assert asked.asked_text not in stranger.get(reverse(f"{DESK}:list")).text

    @pytest.mark.parametrize("role", [Role.MODERATOR, Role.ASSESSOR])
    def test_who_assesses_answers_nothing(self, page, sign_in, authority, role):
        asked = ClarificationFactory(page=page, waiting=True)
        client = sign_in(UserFactory.working_for(authority, role))
        self.answer(client, asked, is_published="on")
        assert Clarification.objects.waiting().exists()

    def test_nobody_deletes_what_was_asked(self, page, sign_in, authority):
        asked = ClarificationFactory(page=page, waiting=True)
        client = sign_in(UserFactory.working_for(authority, *Role))
        client.post(reverse(f"{DESK}:delete", args=[asked.pk]))
        assert Clarification.objects.exists()


def test_a_brief_costs_the_same_however_much_was_asked(page, browse):
    ClarificationFactory(page=page)
    once = count_queries(lambda: browse(page.url))
    ClarificationFactory.create_batch(20, page=page)
    assert count_queries(lambda: browse(page.url)) == once <= 17
