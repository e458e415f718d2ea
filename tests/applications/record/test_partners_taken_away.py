"""Partners in what leaves the house, and in what applicants are told."""

import pypdfium2
import pytest
from django.utils import timezone
from post_office.models import Email

from applications.jobs.release_mails import mail_releases
from applications.models import Application, DecisionLetter
from applications.models.status import Status
from applications.record.application_pdf import as_pdf
from applications.record.challenge_record import challenge_record
from applications.record.exports import application_rows
from applications.release.releasing import plan_release, ready_groups
from applications.workflow.transitions import move
from authorities.models import Role
from authorities.scope import settings_of
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.partners import FACTS, send_together


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def together(challenge):
    return send_together(challenge, FACTS, email="sam@example.org")


def test_each_row_is_an_application_with_the_facts_of_each_partner(challenge, together, authority):
    alone = ApplicationFactory(page=challenge)
    heading, first, second = application_rows([together.pk, alone.pk], settings_of(authority))
    assert len(heading) == len(first) == len(second)
    row = dict(zip(heading, first, strict=True))
    assert row["Partner 1: Business"] == "Lee Data Ltd"
    assert row["Partner 1: Company number"] == "SC123456"
    assert row["Partner 1: Agreed"]
    assert dict(zip(heading, second, strict=True))["Partner 1: Business"] == ""


def test_a_table_without_partners_has_no_columns_for_them(challenge, authority):
    (heading, _row) = application_rows(
        [ApplicationFactory(page=challenge).pk], settings_of(authority)
    )
    assert "Partner 1: Business" not in heading


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in pages)


def test_the_paper_names_partners_and_in_blind_assessment_does_not(challenge, together):
    assert "Lee Data Ltd" in text_of(as_pdf(together, challenge))
    assert "Lee Data Ltd" in text_of(as_pdf(together, challenge, for_assessors=True))
    challenge.is_blind = True
    assert "Lee Data" not in text_of(as_pdf(together, challenge, for_assessors=True))


def test_the_record_names_partners_and_withholds_them_where_it_is_redacted(
    challenge, together, authority
):
    now = timezone.now()

    def partners(*, is_redacted):
        record = challenge_record(
            challenge, settings_of(authority), is_redacted=is_redacted, now=now
        )
        return record["applications"][0].partners

    assert partners(is_redacted=False) == "Lee Data Ltd"
    assert partners(is_redacted=True) == "[withheld]"


def test_a_partner_hears_of_the_decision_without_the_leads_address(
    challenge, together, authority, prove, browse
):
    moderator = UserFactory.working_for(authority, Role.MODERATOR)
    type(challenge).objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
    Application.objects.update(status=Status.IN_ASSESSMENT)
    together = Application.objects.get()
    move(together, Status.NOT_MATCHED, by=moderator, reason="Too dear.")
    DecisionLetter.objects.update(stronger="Next time name a price.")
    page = type(challenge).objects.get(pk=challenge.pk)
    plan_release(page, {one.status: one.print for one in ready_groups(page)}, by=moderator)
    mail_releases(timezone.now())
    mail_releases(timezone.now())
    told = Email.objects.get(to="lee@example.net", subject__contains="A decision about")
    assert together.draft.secret not in told.message + told.html_message
    partner = together.draft.partners.get()
    assert partner.private_path in told.message
    prove("lee@example.net")
    said = browse(partner.private_path).text
    assert "You are not matched with this challenge" in said
    assert "Next time name a price." not in said
    assert Email.objects.filter(to="sam@example.org", subject__contains="A decision").count() == 1


def test_a_partner_that_left_or_was_removed_hears_nothing(challenge, together):
    from applications.release.mails import queue_decision_for_partners

    together.partners.update(left_at=timezone.now())
    letter = DecisionLetter(pk=7, application=together)
    assert queue_decision_for_partners(letter, page=challenge) == 0
