"""An applicant's people and its rivals, and interests that a later partner makes old."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.assessment import declarations
from applications.assessment.assessors import assignments
from applications.assessment.conflicts import barred, has_declared
from applications.assessment.permissions import may_read
from applications.assessment.rounds import AssessmentRefused
from applications.models import Assignment, Declaration, Partner, SentPartner, SentVersion
from applications.models.status import Status
from authorities.models import AuthoritySettings
from tests.factories import ApplicationFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory

DUE = timedelta(days=7)


@pytest.fixture
def colleague(page):
    """Somebody at the organisation of one applicant, who is not named in its application."""
    return AssessorFactory(page=page, email="sam@larkmere.example", name="Sam Park")


@pytest.fixture
def theirs(page):
    return ApplicationFactory(page=page, email="ada@Larkmere.example", status=Status.ELIGIBLE)


@pytest.fixture
def rival(page):
    return ApplicationFactory(page=page, email="bo@other.example", status=Status.ELIGIBLE)


@pytest.fixture
def apart(authority):
    AuthoritySettings.objects.filter(site=authority).update(keeps_rivals_apart=True)


class TestRivals:
    def overview(self, at_desk, page):
        return " ".join(at_desk.get(f"/admin/assessing/{page.pk}/").text.split())

    def test_moderators_are_warned_and_may_assign_all_the_same(
        self, at_desk, page, colleague, theirs, rival, moderator
    ):
        warning = f"seems to belong to the applicant of {theirs.reference}"
        assert warning in self.overview(at_desk, page)
        now = timezone.now()
        assert assignments.assign(rival, colleague, by=moderator, due_at=now + DUE)
        assert barred(page) == set()

    def test_where_the_authority_keeps_them_apart_nothing_is_assigned(
        self, apart, page, colleague, theirs, rival, moderator
    ):
        fine = AssessorFactory(page=page, email="eve@elsewhere.example")
        now = timezone.now()
        with pytest.raises(AssessmentRefused, match="rivals are kept apart"):
            assignments.assign(rival, colleague, by=moderator, due_at=now + DUE)
        assignments.allocate_evenly(page, by=moderator, due_at=now + DUE)
        assert {one.assessor for one in Assignment.objects.all()} == {fine}

    def test_an_address_that_anybody_can_have_makes_no_colleague(self, at_desk, page, rival):
        ApplicationFactory(page=page, email="one@gmail.com", status=Status.ELIGIBLE)
        AssessorFactory(page=page, email="two@gmail.com")
        assert "seems to belong" not in self.overview(at_desk, page)


class TestALaterPartner:
    def join(self, application, at):
        """Send a second version, with a partner that the first one did not have."""
        version = SentVersion.objects.create(
            application=application, number=2, at=at, details={}, answers={}, questions=[]
        )
        partner = Partner.objects.create(draft=application.draft, business_name="Bricks & Co")
        SentPartner.objects.create(
            version=version,
            application=application,
            partner=partner,
            business_name="Bricks & Co",
            agreed_at=at,
        )

    @pytest.fixture
    def assignment(self, assessor, application):
        made = AssignmentFactory(assessor=assessor, application=application)
        Declaration.objects.update(at=timezone.now() - timedelta(days=2))
        return made

    def test_the_assessor_declares_anew_before_reading_on(
        self, assessor, assignment, application, browser_of
    ):
        assert may_read(assessor, assignment)
        self.join(application, timezone.now() - timedelta(days=1))
        assert has_declared(assessor, application) is None
        assert "Declare your interests first." in may_read(assessor, assignment).reason
        assert (
            "Declare your interests first" in browser_of(assessor).get(assessor.private_path).text
        )
        (asked,) = declarations.applicants_for(assessor)
        assert asked.has_conflict is None
        assert "Bricks & Co" in asked.name
        declarations.declare(assessor, {asked.token: (False, "")})
        assert may_read(assessor, assignment)

    def test_a_conflict_that_was_declared_stays_one(self, assessor, assignment, application):
        declarations.recognise(assessor, application, text="")
        self.join(application, timezone.now())
        assert has_declared(assessor, application) is True

    def test_a_partner_that_was_known_when_they_declared_asks_nothing_again(
        self, assessor, assignment, application
    ):
        self.join(application, timezone.now() - timedelta(days=3))
        assert may_read(assessor, assignment)
