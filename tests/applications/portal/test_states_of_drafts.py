"""A draft's pages in every state: what they say, and what would be false there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Colleague, Draft
from challenges.models.status import Stage
from tests.applications.portal.pages import read
from tests.factories import ChallengePageFactory, DraftFactory, QuestionFactory

ADA = "ada@example.com"
IDEA = "Your idea"


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority,
        title="Damp homes",
        questions=[
            QuestionFactory(label=IDEA, sort_order=0),
            QuestionFactory(label="Else", section="Extras", required=False, sort_order=1),
        ],
    )


@pytest.fixture
def draft(challenge):
    made = DraftFactory(page=challenge, email=ADA)
    made.typed[challenge.questions.last().clean_name] = [""]
    made.save()
    return made


def business(draft: Draft) -> str:
    return f"{draft.private_path}sections/business/"


def save(post, draft: Draft, path: str = "", **typed):
    """Save the section about the business on top of what stands."""
    version = str(Draft.objects.get(pk=draft.pk).version)
    return post(path or business(draft), {"version": version, **typed})


class TestTheDraft:
    def test_what_nobody_has_touched_is_not_called_done(self, draft, browse):
        text = read(browse, draft.private_path)
        assert "Optional, nothing entered" in text
        assert "2 of 2 sections done" in text
        assert "Last changed" not in text
        assert "Extras Done" not in text

    def test_an_optional_section_with_an_answer_is_done(self, draft, challenge, post, browse):
        name = challenge.questions.last().clean_name
        save(post, draft, f"{draft.private_path}sections/extras/", **{name: "More."})
        text = read(browse, draft.private_path)
        assert "Optional, nothing entered" not in text
        assert "3 of 3 sections done" in text

    def test_who_changed_it_last_is_named_as_who_reads_it_knows_them(self, draft, post, browse):
        save(post, draft, business_name="Drywall Ltd")
        assert "Last changed by you" in read(browse, draft.private_path)
        assert "Last changed by you" in read(browse, business(draft))

    def test_a_colleague_is_named_and_reads_of_the_contact(self, draft, post, browse, prove):
        pat = Colleague.objects.create(draft=draft, email="pat@example.org")
        save(post, draft, business_name="Drywall Ltd")
        prove("pat@example.org")
        assert "Last changed by the contact" in read(browse, pat.private_path)
        save(post, draft, f"{pat.private_path}sections/business/", business_name="Dry Ltd")
        assert "Last changed by you" in read(browse, pat.private_path)
        text = read(browse, draft.private_path)
        assert "Last changed by pat@example.org" in text
        assert "by the contact" not in text

    def test_one_whose_challenge_closed_was_not_sent_and_offers_no_sending(self, draft, browse):
        type(draft.page.specific).objects.update(closes_at=timezone.now() - timedelta(days=2))
        text = read(browse, draft.private_path)
        assert "This draft was not sent" in text
        assert "The authority does not see it." in text
        assert "and send" not in text

    def test_one_whose_challenge_was_withdrawn_says_why(self, draft, browse):
        type(draft.page.specific).objects.update(stage=Stage.WITHDRAWN, stage_reason="It moved.")
        text = read(browse, draft.private_path)
        assert "This challenge has ended" in text
        assert "It moved." in text
        assert "It could be sent until" not in text


class TestTwoAtOnce:
    def test_ones_own_second_tab_is_nobody_else(self, draft, post):
        save(post, draft, business_name="Dry Ltd")
        response = post(business(draft), {"business_name": "Wet Ltd", "version": "1"})
        assert response.status_code == 409
        assert "Your other tab or device has changed the same answers" in response.text
        assert "Somebody else" not in response.text

    def test_a_colleague_is_named(self, draft, post, prove):
        pat = Colleague.objects.create(draft=draft, email="pat@example.org")
        prove("pat@example.org")
        save(post, draft, f"{pat.private_path}sections/business/", business_name="Dry Ltd")
        response = post(business(draft), {"business_name": "Wet Ltd", "version": "1"})
        assert "pat@example.org has changed the same answers" in response.text


class TestGoingOn:
    def test_an_answer_that_will_be_refused_is_refused_here_and_kept(self, draft, post):
        response = save(post, draft, business_name="Dry Ltd", company_number="12", action="next")
        ok = save(post, draft, business_name="Dry Ltd", company_number="SC12345", action="next")
        assert response.status_code in (302, 422)
        assert ok.status_code == 422
        assert "company number" in ok.text
        assert 'value="SC12345"' in ok.text
        assert Draft.objects.get().typed["company_number"] == ["SC12345"]

    def test_what_is_still_empty_keeps_nobody_here(self, draft, post):
        response = save(post, draft, business_name="", postcode="", action="next")
        assert response["Location"] == f"{draft.private_path}sections/challenge/"

    def test_coming_back_later_refuses_nothing(self, draft, post):
        assert save(post, draft, company_number="SC12345", action="save").status_code == 302


class TestChecking:
    def test_each_answer_has_its_own_way_to_change_it(self, draft, challenge, browse):
        page = browse(f"{draft.private_path}check/").text
        name = challenge.questions.first().clean_name
        for place in ("business/#id_postcode", "business/#id_business_size_0", f"/#id_{name}"):
            assert place in page
        assert page.count(">Change<") == 8

    def test_values_are_read_in_words(self, draft, browse):
        Draft.objects.update(typed={**draft.typed, "postcode": ["b11bb"]})
        text = read(browse, f"{draft.private_path}check/")
        assert "Micro: fewer than 10 people" in text
        assert "B1 1BB" in text
        assert "b11bb" not in text

    def test_what_is_not_agreed_to_comes_back_to_its_own_heading(self, draft, post):
        response = post(f"{draft.private_path}check/", {})
        assert response.status_code == 422
        heading, summary, box = (
            response.text.index(part)
            for part in ('id="agree"', "govuk-error-summary", 'id="id_consent"')
        )
        assert heading < summary < box
        assert "check/#agree" in response.text
