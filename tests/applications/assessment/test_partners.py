"""Partners where applications are assessed: named, hidden and declared about like the lead."""

import pytest

from applications.assessment.blind import mask_for
from applications.assessment.conflicts import barred, works_on, works_on_any
from applications.assessment.declarations import applicants_for, declare
from applications.assessment.scoring.reading import about_business
from applications.models import Application, Declaration
from applications.models.status import Status
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.assessment import AssessorFactory
from tests.factories.partners import FACTS, send_together


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def together(challenge):
    """An application of two businesses, in assessment."""
    application = send_together(challenge, FACTS)
    Application.objects.update(status=Status.IN_ASSESSMENT)
    application.refresh_from_db()
    return application


def test_an_assessor_reads_the_facts_of_each(together, challenge):
    said = {one.question: one.text for one in about_business(together, challenge)}
    assert said["Partner 1: Business name"] == "Lee Data Ltd"


def test_in_blind_assessment_sizes_alone_and_no_name_anywhere(together, challenge):
    challenge.is_blind = True
    said = about_business(together, challenge)
    assert [one.question for one in said] == [
        "Size of the business",
        "Partner 1: Size of the business",
    ]
    hidden = mask_for(together)("Lee Wong of Lee Data Ltd (SC123456), lee@example.net, B2 2BB.")
    for known in ("Wong", "Lee Data", "SC123456", "example.net", "B2 2BB"):
        assert known not in hidden


def test_what_an_earlier_version_named_is_hidden_too(together, challenge):
    together.partners.update(application=None)
    together.draft.partners.all().delete()
    assert "Lee Data" not in mask_for(together)("With Lee Data Ltd.")


def test_interests_are_declared_about_partners_by_name(together, challenge):
    ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT, business_name="Alone Ltd")
    assessor = AssessorFactory(page=challenge)
    alone, with_lee = applicants_for(assessor)
    assert alone.name == "Alone Ltd"
    assert with_lee.name == "Drywall Labs, with Lee Data Ltd"
    declare(assessor, {with_lee.token: (True, "My brother works at Lee Data.")})
    assert Declaration.objects.get(has_conflict=True).application == together


def test_a_partners_contact_never_assesses_it(together, challenge):
    assessor = AssessorFactory(page=challenge, email="LEE@example.net")
    assert works_on(assessor.email, together)
    assert works_on_any(assessor.email, challenge)
    assert (assessor.pk, together.pk) in barred(challenge)


def test_anybody_else_may(together, challenge):
    assessor = AssessorFactory(page=challenge)
    assert not works_on(assessor.email, together)
    assert not works_on_any(assessor.email, challenge)
    assert barred(challenge) == set()
