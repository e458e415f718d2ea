"""“Your applications” name those of others in which one's business is a partner."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.submission.partners import leave
from tests.factories import ChallengePageFactory, DraftFactory
from tests.factories.partners import FACTS, PartnerFactory, let_agree, send_together


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, title="Damp and mould")


@pytest.fixture
def listed(browse, prove):
    """Return a function that reads the list as the partner."""

    def read():
        prove(FACTS["email"])
        return browse(reverse("applications")).text

    return read


def test_a_partner_reads_how_far_each_application_is(challenge, listed):
    asked = PartnerFactory(draft=DraftFactory(page=challenge))
    text = listed()
    assert f'href="{asked.private_path}">Damp and mould' in text
    assert "You are a partner of Drywall Labs" in text
    assert "Not sent yet; it waits for your answer" in text
    let_agree(asked, challenge)
    assert "Not sent yet; you agreed on" in listed()


def test_of_what_was_sent_a_partner_reads_what_its_lead_reads(challenge, listed):
    application = send_together(challenge, {})
    assert application.status_for_applicant in listed()
    [sent] = application.partners.all()
    leave(sent, because="", page=challenge, now=timezone.now())
    assert "Sent, and you have left it since" in listed()


@pytest.mark.parametrize("fields", [{"removed_at": timezone.now()}, {"asked_at": None}])
def test_who_was_removed_or_not_asked_yet_reads_nothing(challenge, listed, fields):
    PartnerFactory(draft=DraftFactory(page=challenge), **fields)
    assert "You are a partner" not in listed()


def test_the_list_asks_as_much_for_many_as_for_two(challenge, listed):
    counts = []
    for number in (2, 4):
        for _ in range(number):
            PartnerFactory(draft=DraftFactory(page=challenge))
        listed()
        with CaptureQueriesContext(connection) as captured:
            listed()
        counts.append(len(captured))
    assert counts[0] == counts[1]
