"""Mail: what each says, that it goes out once, and what becomes of one that fails."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import STATUS, Email

from applications.drafts.mails import queue_address
from applications.models import Draft
from applications.privacy.retention import apply_retention
from applications.recipients import tell_applicants
from applications.workflow.mails import WITHDRAWAL
from authorities.mail.retries import FIRST_GAP, LONGEST_GAP, gap_after
from authorities.models import Role, SentMail
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory, UserFactory


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, title="Damp & mould")


@pytest.fixture
def failed(challenge):
    draft = DraftFactory(page=challenge, email="ada@example.com")
    queue_address(draft, page=challenge)
    Email.objects.update(status=STATUS.failed, number_of_retries=12)
    return SentMail.objects.get()


def test_each_is_in_the_authoritys_name_with_its_reference_in_text_and_html(challenge):
    draft = DraftFactory(page=challenge)
    queue_address(draft, page=challenge)
    mail = Email.objects.get()
    assert mail.from_email == "Birmingham City Council <sender@birmingham.example.org>"
    assert mail.headers["Reply-To"] == "contact@birmingham.example.org"
    for text in (draft.reference, "Birmingham City Council", draft.private_path):
        assert text in mail.message
        assert text in mail.html_message
    assert "Damp & mould" in mail.message
    assert "Damp &amp; mould" in mail.html_message
    assert "background:#17375e" in mail.html_message


def test_everybody_concerned_is_told_once_for_each_occasion(challenge, authority):
    DraftFactory(page=challenge)
    ApplicationFactory(page=challenge)
    DraftFactory(page=challenge, email="")
    DraftFactory(page=ChallengePageFactory(authority=authority))

    def tell(key):
        return tell_applicants(challenge, WITHDRAWAL, subject="News", key=key, is_open=True)

    assert tell("one") == 2
    assert tell("one") == 0
    assert tell("two") == 2


class TestFailing:
    def test_the_gaps_grow_and_have_an_end(self):
        gaps = [gap_after(tries) for tries in range(1, 13)]
        assert gaps[0] == FIRST_GAP
        assert gaps == sorted(gaps)
        assert gaps[-1] == LONGEST_GAP
        assert sum(gaps, timedelta()) > timedelta(days=2)

    def test_one_that_failed_for_good_is_shown_to_who_can_do_something(
        self, failed, authority, sign_in, browse, post
    ):
        sign_in(UserFactory.working_for(authority, Role.MODERATOR))
        assert "1 mail failed" in browse("/admin/").text
        assert "ada@example.com" in browse("/admin/queue/mails/").text
        post("/admin/queue/mails/", {"letter": str(failed.pk)})
        assert Email.objects.get().status == STATUS.queued
        assert "mail failed" not in browse("/admin/").text

    def test_another_authority_sees_and_does_nothing(
        self, failed, other_authority, sign_in, browse, post
    ):
        sign_in(UserFactory.working_for(other_authority, Role.MODERATOR))
        assert "ada@example.com" not in browse("/admin/queue/mails/").text
        assert post("/admin/queue/mails/", {"letter": str(failed.pk)}).status_code == 404
        assert post("/admin/queue/mails/", {"letter": "x"}).status_code == 404

    def test_an_assessor_does_not_see_them(self, failed, authority, sign_in, browse):
        sign_in(UserFactory.working_for(authority, Role.ASSESSOR))
        assert browse("/admin/queue/mails/").status_code == 404


class TestRetention:
    def test_a_draft_that_was_not_sent_is_erased_when_its_time_is_over(self, challenge):
        long_ago = timezone.now() - timedelta(days=181)
        DraftFactory(page=challenge, saved_at=long_ago)
        type(challenge).objects.update(closes_at=long_ago)
        assert apply_retention(timezone.now()) == 1
        assert not Draft.objects.exists()

    def test_one_of_an_open_challenge_stays(self, challenge):
        DraftFactory(page=challenge, saved_at=timezone.now() - timedelta(days=181))
        assert apply_retention(timezone.now()) == 0

    def test_people_are_taken_out_of_what_was_sent_after_the_years_that_were_stated(
        self, challenge
    ):
        application = ApplicationFactory(page=challenge)
        later = challenge.closes_at + timedelta(days=6 * 365 + 1)
        assert apply_retention(later - timedelta(days=3)) == 0
        assert apply_retention(later) == 1
        application.refresh_from_db()
        assert (application.email, application.status) == ("", "submitted")
        assert apply_retention(later) == 0
