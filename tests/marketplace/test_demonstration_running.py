"""What the demonstration's programmes are run with: facts of the finished one, else examples."""

import pytest
from django.utils import timezone

from authorities.models import Role
from challenges.models import Directorate, Joining, Lesson, Milestone, Proposal, Session
from challenges.programmes.figures import programme_figures
from challenges.programmes.sessions.figures import session_figures
from marketplace.demo.running import FINISHED, RUNNING, TRACKED, load_running
from tests.factories import ChallengePageFactory, ProgrammePageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programmes(authority, other_authority):
    """The two programmes as pages, with challenges of two directorates."""
    names = ("Planning and Development", "City Housing", "City Operations")
    own = [Directorate.objects.create(authority=authority, name=name) for name in names]
    hubs = Directorate.objects.create(authority=other_authority, name="Transport")
    finished = ProgrammePageFactory(authority=authority, slug=FINISHED)
    running = ProgrammePageFactory(authority=authority, slug=RUNNING)
    ChallengePageFactory(authority=authority, programme=finished, directorate=own[0])
    ChallengePageFactory(authority=other_authority, programme=finished, directorate=hubs)
    ChallengePageFactory(authority=authority, programme=running, slug=TRACKED)
    UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    return finished, running


def test_an_example_of_a_joined_challenge_is_made_once(authority, other_authority, programmes):
    for site in (authority, other_authority):
        UserFactory.working_for(site, Role.APPROVER)
    sites = {"birmingham": authority, "wmca": other_authority}
    load_running(sites)
    load_running(sites)
    joining = Joining.objects.public().get()
    assert (joining.challenge.slug, joining.authority) == (TRACKED, other_authority)
    assert joining.who.startswith("Example")


def test_the_finished_one_has_what_was_recorded_and_the_running_one_examples(
    authority, other_authority, programmes
):
    finished, running = programmes
    sites = {"birmingham": authority, "wmca": other_authority}
    load_running(sites)
    now = timezone.now()
    held = session_figures(finished.sessions.all(), now)
    # As recorded, multiplied by nothing; what nobody recorded is not zero.
    assert (held.participants, held.facilitators) == (16, 2)
    assert held.by_directorate == [("Planning and Development", 2), ("Transport", 2)]
    assert held.retention is None
    whole = programme_figures(finished, authority, now)
    assert whole.money.total.cells() == ["£89,000", *["not recorded"] * 3]
    assert finished.lessons.filter(kind="worked").count() == 5
    assert finished.lessons.filter(kind="did_not").count() == 5
    assert not finished.sessions.exclude(starts_at=None).exists()

    assert all(one.title.startswith("Example") for one in running.sessions.all())
    assert all(one.problem.startswith("Example") for one in running.proposals.all())
    assert programme_figures(running, authority, now).sessions.retention is not None
    assert Milestone.objects.filter(challenge__slug=TRACKED).count() == 6

    def counts():
        return [model.objects.count() for model in (Session, Lesson, Proposal, Milestone)]

    before = counts()
    load_running(sites)
    assert counts() == before
