"""Sending together: never without a partner's agreement, and kept as it was."""

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.drafts.partners.answering import AnswerRefused
from applications.drafts.partners.editing import remove
from applications.models import Application, Draft, SentPartner
from applications.submission import submit
from applications.submission.answers import history
from applications.submission.duplicates import also_in_others
from applications.submission.partners import leave
from applications.submission.submit import Incomplete
from authorities.models import Role
from tests.applications.conftest import AGREED
from tests.factories import ChallengePageFactory, DraftFactory, UserFactory, filled_in
from tests.factories.partners import FACTS, PartnerFactory, let_agree, send_together
from tests.history import faults_once_sealed

KIM = {
    "business_name": "Kim Co",
    "contact_name": "Kim",
    "email": "kim@example.net",
    "business_size": "micro",
    "postcode": "B5 5BB",
    "company_number": "",
}


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def draft(challenge):
    return DraftFactory(page=challenge, email="sam@example.org")


def fresh(draft):
    return Draft.objects.get(pk=draft.pk)


class TestSending:
    def test_before_a_partner_has_agreed_it_is_refused_by_name(
        self, draft, challenge, post, browse
    ):
        lee = PartnerFactory(draft=draft)
        answer = post(f"{draft.private_path}check/", AGREED)
        assert answer.status_code == 422
        assert "Lee Data Ltd has not agreed yet. Remove it, or ask it again." in answer.text
        with pytest.raises(Incomplete):
            submit.send(draft)
        assert not Application.objects.exists()
        let_agree(lee, challenge)
        post(f"{draft.private_path}check/", AGREED)
        assert Application.objects.get().partners.get().business_name == "Lee Data Ltd"

    def test_the_form_on_the_brief_says_so_too_and_keeps_what_was_typed(
        self, draft, challenge, post
    ):
        PartnerFactory(draft=draft)
        typed = filled_in(challenge, form_key=str(draft.form_key), version="1")
        answer = post(challenge.url, typed)
        assert answer.status_code == 422
        assert "Lee Data Ltd has not agreed yet." in answer.text
        assert not Application.objects.exists()

    def test_a_challenge_that_takes_partners_no_more_says_whom_to_remove(self, draft, challenge):
        let_agree(PartnerFactory(draft=draft), challenge)
        type(challenge).objects.filter(pk=challenge.pk).update(takes_partners=False)
        with pytest.raises(Incomplete) as refused:
            submit.send(draft)
        assert "Remove Lee Data Ltd." in str(refused.value.form.non_field_errors())

    def test_lead_and_partner_get_a_receipt_each_with_an_address_of_its_own(self, challenge):
        application = send_together(challenge, FACTS, email="sam@example.org")
        to_lee = Email.objects.get(to="lee@example.net", subject__contains="is sent")
        partner = application.draft.partners.get()
        assert partner.private_path in to_lee.message
        assert application.draft.secret not in to_lee.message + to_lee.html_message
        assert Email.objects.filter(to="sam@example.org", subject__contains="We have").exists()

    def test_everybody_is_found_in_the_queue_by_its_search(self, challenge):
        application = send_together(challenge, FACTS)
        for known in ("Lee Data Ltd", "lee@example.net", "SC123456"):
            assert known in application.search_text

    def test_the_record_covers_who_was_sent(self, challenge):
        application = send_together(challenge, FACTS, KIM)
        assert faults_once_sealed(challenge) == []
        SentPartner.objects.filter(business_name="Kim Co").update(postcode="Z9 9ZZ")
        (fault,) = faults_once_sealed(challenge)
        assert "postcode was changed after it was recorded" in fault[1]
        assert application.reference in fault[1]


class TestSendingAgain:
    def test_without_a_partner_leaves_the_version_before_as_it_was(self, challenge):
        application = send_together(challenge, FACTS, KIM)
        kim = application.draft.partners.get(business_name="Kim Co")
        remove(kim, page=challenge, now=timezone.now())
        let_agree(application.draft.partners.get(business_name="Lee Data Ltd"), challenge)
        application = submit.send(fresh(application.draft))
        assert [one.business_name for one in application.partners.all()] == ["Lee Data Ltd"]
        first, second = application.sent_versions.all()
        assert (first.partners.count(), second.partners.count()) == (2, 1)
        assert "Kim Co" not in application.search_text
        (_second, changed), _first = history(application)
        assert [(one.question, one.before, one.after) for one in changed] == [
            ("Partners", "Lee Data Ltd\nKim Co", "Lee Data Ltd")
        ]
        assert faults_once_sealed(challenge) == []

    def test_until_then_what_was_sent_stands(self, challenge):
        application = send_together(challenge, FACTS)
        remove(application.draft.partners.get(), page=challenge, now=timezone.now())
        assert application.partners.count() == 1
        assert fresh(application.draft).has_unsent_changes


class TestLeaving:
    def test_the_application_stays_and_lead_moderators_and_the_record_know(
        self, authority, challenge, browse, sign_in
    ):
        moderator = UserFactory.working_for(authority, Role.MODERATOR)
        application = send_together(challenge, FACTS, email="sam@example.org")
        leave(application.partners.get(), "No money.", page=challenge, now=timezone.now())
        assert "No money." in Email.objects.get(subject__contains="no longer your partner").message
        assert Email.objects.filter(
            to=moderator.email, subject__contains="A partner left the application"
        ).exists()
        assert faults_once_sealed(challenge) == []
        type(challenge).objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
        sign_in(moderator)
        screen = browse(f"/admin/queue/inspect/{application.pk}/").text
        assert "A partner left" in screen
        assert "No money." in screen
        assert "a partner left" in browse("/admin/queue/").text

    def test_what_is_sent_next_needs_it_removed_or_asked_again(self, challenge):
        application = send_together(challenge, FACTS)
        leave(application.partners.get(), "", page=challenge, now=timezone.now())
        with pytest.raises(Incomplete):
            submit.send(fresh(application.draft))
        let_agree(application.draft.partners.get(), challenge)
        again = submit.send(fresh(application.draft))
        assert again.version == 2
        assert again.partners.get().left_at is None

    def test_after_the_closing_its_agreement_stands(self, challenge):
        application = send_together(challenge, FACTS)
        type(challenge).objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
        challenge.refresh_from_db()
        with pytest.raises(AnswerRefused, match="your agreement stands"):
            leave(application.partners.get(), "", page=challenge, now=timezone.now())

    def test_on_its_page_it_reads_what_happens_and_leaves(self, challenge, prove, post, browse):
        application = send_together(challenge, FACTS)
        partner = application.draft.partners.get()
        prove("lee@example.net")
        assert "with you as a partner" in browse(partner.private_path).text
        assert "It stays with the authority" in browse(f"{partner.private_path}decline/").text
        post(f"{partner.private_path}decline/", {"because": ""})
        assert application.partners.get().left_at
        assert "You took back your agreement on" in browse(partner.private_path).text


def test_a_business_in_two_applications_is_said_on_both_whatever_it_is_there(challenge):
    with_lee = send_together(challenge, FACTS)
    with_lee_too = send_together(challenge, FACTS | {"email": "another@example.net"})
    lee_leads = send_together(challenge, email="lee@example.net")

    def said(application):
        return {(one.other.reference, one.role) for one in also_in_others(application)}

    assert said(with_lee) >= {(with_lee_too.reference, "partner"), (lee_leads.reference, "lead")}
    assert said(with_lee_too) >= {(with_lee.reference, "partner")}
    assert (with_lee.reference, "partner") in said(lee_leads)


def test_what_was_withdrawn_shares_nobody(challenge):
    from applications.workflow.transitions import withdraw

    first, second = send_together(challenge, FACTS), send_together(challenge, FACTS)
    withdraw(first)
    assert also_in_others(second) == []
