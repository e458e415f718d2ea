"""What an applicant finds again: changes not sent, texts kept aside, a draft that is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.drafts import saving
from applications.drafts.colleagues import invite
from applications.models import Colleague, Draft, DraftErasure, DraftVersion, Kind
from applications.privacy.erasure import erase
from tests.applications.conftest import name_of
from tests.factories import ChallengePageFactory, DraftFactory, QuestionFactory, filled_in

PAT = "pat@example.com"


def close(page):
    type(page).objects.filter(pk=page.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


def write(draft, page, text, *, seen, by=None):
    typed = {"business_name": {"business_name": [text]}}
    return saving.save(draft, page, typed, seen=seen, by=by)


class TestUnsentChanges:
    def test_after_closing_they_are_shown_where_the_page_says_they_are_kept(
        self, sent, challenge, post, browse
    ):
        path = sent.private_path
        idea = name_of(challenge, "Your idea")
        post(f"{path}sections/business/", {"contact_name": "Bea Late", "version": "1"})
        post(f"{path}sections/challenge/", {idea: "Second thoughts", "version": "2"})
        close(challenge)
        page = browse(path).text
        kept = page.partition("What you changed and did not send")[2].partition("What you sent<")[0]
        assert "Bea Late" in kept
        assert "Second thoughts" in kept
        assert "B1 1BB" not in kept

    def test_where_nothing_was_changed_nothing_is_shown(self, sent, challenge, browse):
        close(challenge)
        assert "What you changed and did not send" not in browse(sent.private_path).text


class TestKeptAside:
    @pytest.fixture
    def draft(self, challenge):
        draft = DraftFactory(page=challenge, email="ada@example.com")
        colleague = Colleague.objects.create(draft=draft, email=PAT)
        first = write(draft, challenge, "Sensors", seen=1).draft
        assert write(first, challenge, "Meters", seen=1, by=colleague).conflicts
        return first

    def test_both_texts_are_listed_under_their_names_until_dealt_with(self, draft, browse):
        page = browse(draft.private_path).text
        listed = page.partition("Kept aside")[2]
        assert f"{PAT} typed this on" in listed
        assert "Meters" in listed
        assert Draft.objects.get().business_name == "Sensors"

    def test_the_same_conflict_again_is_listed_once(self, draft, challenge):
        colleague = Colleague.objects.get()
        write(draft, challenge, "Meters", seen=1, by=colleague)
        assert draft.versions.filter(is_aside=True).count() == 1

    def test_it_is_not_forgotten_with_old_versions(self, draft, challenge, browse):
        for number in range(DraftVersion.KEPT + 3):
            current = Draft.objects.get()
            write(current, challenge, f"Sensors {number}", seen=current.version)
        assert "Meters" in browse(draft.private_path).text

    def test_it_is_taken_into_the_draft(self, draft, post, browse):
        aside = draft.versions.get(is_aside=True)
        post(f"{draft.private_path}asides/{aside.pk}/", {"action": "take"})
        assert Draft.objects.get().business_name == "Meters"
        assert "Kept aside" not in browse(draft.private_path).text

    def test_it_is_put_away(self, draft, post, browse):
        aside = draft.versions.get(is_aside=True)
        post(f"{draft.private_path}asides/{aside.pk}/", {"action": "away"})
        assert Draft.objects.get().business_name == "Sensors"
        assert "Kept aside" not in browse(draft.private_path).text

    def test_after_closing_it_is_read_and_not_taken(self, draft, challenge, post, browse):
        aside = draft.versions.get(is_aside=True)
        close(challenge)
        page = browse(draft.private_path).text
        assert "Meters" in page
        assert "Take it into the draft" not in page
        post(f"{draft.private_path}asides/{aside.pk}/", {"action": "take"})
        assert Draft.objects.get().business_name == "Sensors"

    def test_another_drafts_text_has_no_address_here(self, draft, challenge, post):
        other = DraftFactory(page=challenge)
        aside = draft.versions.get(is_aside=True)
        answer = post(f"{other.private_path}asides/{aside.pk}/", {"action": "away"})
        assert answer.status_code == 404
        assert draft.versions.filter(is_aside=True).exists()

    def test_what_the_draft_says_too_by_now_is_not_listed(self, draft, challenge, browse):
        write(draft, challenge, "Meters", seen=draft.version)
        assert "Kept aside" not in browse(draft.private_path).text


class TestErased:
    @pytest.fixture
    def shared(self, challenge):
        draft = DraftFactory(page=challenge, email="ada@example.com")
        invite(draft, PAT, page=challenge)
        return draft

    def test_the_colleagues_are_told_by_mail(self, shared):
        reference = shared.reference
        erase(shared)
        told = Email.objects.get(to=PAT, subject__contains="was erased")
        assert reference in told.message
        assert "ada@example.com" not in told.message

    def test_who_was_removed_before_is_told_nothing(self, shared):
        Colleague.objects.update(removed_at=timezone.now())
        erase(shared)
        assert not Email.objects.filter(subject__contains="was erased").exists()

    def test_what_a_colleague_saves_afterwards_comes_back_with_who_erased_it(
        self, shared, post, prove
    ):
        path = Colleague.objects.get().private_path
        prove(PAT)
        erase(shared)
        answer = post(f"{path}sections/business/", {"contact_name": "Pat's text", "version": "1"})
        assert answer.status_code == 410
        assert "Its contact erased it on" in answer.text
        assert "Pat&#x27;s text" in answer.text
        assert "contact_name" not in answer.text

    def test_it_says_nothing_at_another_authoritys_site(self, shared, browse, other_authority):
        path = shared.private_path
        erase(shared)
        assert browse(path).status_code == 410
        assert browse(path, at=other_authority).status_code == 404

    def test_no_address_is_kept_of_it(self, shared):
        secret = shared.secret
        erase(shared)
        assert secret not in str(list(DraftErasure.objects.values()))


def test_an_answer_to_a_question_that_is_gone_is_kept_to_be_copied(challenge, browse):
    draft = DraftFactory(page=challenge)
    assert "no longer asked" not in browse(draft.private_path).text
    challenge.questions.filter(label="Your idea").update(is_retired=True)
    page = browse(draft.private_path).text
    kept = page.partition("Answers to questions that are no longer asked")[2]
    assert "We listen to the wall." in kept


def test_a_pending_invitation_is_warned_about_before_sending(challenge, browse):
    draft = DraftFactory(page=challenge, email="ada@example.com")
    colleague = invite(draft, PAT, page=challenge)
    page = browse(f"{draft.private_path}check/").text
    assert f"{PAT} has not opened the draft." in page
    assert "Send your application" in page
    colleague.joined_at = timezone.now()
    colleague.save()
    assert "has not opened the draft" not in browse(f"{draft.private_path}check/").text


def test_a_form_of_more_than_a_thousand_inputs_is_saved_and_sent(authority, post):
    choices = [f"Choice {number}" for number in range(20)]
    questions = [
        QuestionFactory(label=f"Question {n}", field_type=Kind.CHOICES, choices="\n".join(choices))
        for n in range(80)
    ]
    challenge = ChallengePageFactory(authority=authority, questions=questions)
    names = [question.clean_name for question in challenge.questions.all()]
    typed = filled_in(challenge) | dict.fromkeys(names, choices)
    answer = post(challenge.url, typed)
    assert answer.status_code == 302
    assert Draft.objects.get().application.form_data[names[-1]] == choices
