"""How many businesses applied: lead and partners, each once."""

import pytest
from django.utils import timezone

from applications.models import SentPartner
from applications.privacy.anonymise import anonymise
from challenges.models import ChallengePage
from challenges.presentation.businesses_counted import count_businesses
from challenges.presentation.figures import bars, figures_of
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.partners import FACTS, send_together


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


def counted() -> int:
    return count_businesses(ChallengePage.objects.all())


def test_lead_and_partners_count_and_whoever_applies_twice_counts_once(authority, challenge):
    send_together(challenge, FACTS, email="sam@example.org")
    assert counted() == 2
    other = ChallengePageFactory(authority=authority)
    send_together(other, FACTS | {"email": "new@example.net"}, email="SAM@example.org")
    assert counted() == 2


def test_the_same_address_is_the_same_business_with_or_without_a_number(challenge):
    ApplicationFactory(page=challenge, email="lee@example.net", company_number="")
    ApplicationFactory(page=challenge, email="lee@example.net", company_number="SC123456")
    ApplicationFactory(page=challenge, email="l.wong@example.net", company_number="SC123456")
    ApplicationFactory(page=challenge, email="kim@example.net", company_number="")
    assert counted() == 2


def test_a_partner_that_left_is_not_counted(challenge):
    send_together(challenge, FACTS)
    SentPartner.objects.update(left_at=timezone.now())
    assert counted() == 1


def test_what_was_erased_still_counts(challenge):
    for number in range(3):
        application = ApplicationFactory(page=challenge, email=f"a{number}@example.org")
        anonymise(application, now=timezone.now())
    assert counted() == 3


def test_a_programmes_figures_say_how_many(challenge):
    send_together(challenge, FACTS)
    found = figures_of(ChallengePage.objects.all())
    assert (found.applications, found.businesses) == (1, 2)
    assert bars(found)[0].note == "for 1 challenge, by 2 businesses"


def test_nothing_sent_says_nothing_of_businesses(challenge):
    assert bars(figures_of(ChallengePage.objects.all()))[0].note == "for 1 challenge"
