"""Browsers, people who apply and who decide, and a challenge with everything on its record."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.history.sealing import seal
from applications.models import Application, Assessor, Assignment, DecisionLetter, Score, SentScores
from applications.models.status import Status
from applications.release.releasing import plan_release, ready_groups
from applications.workflow.transitions import move
from authorities.models import Role, User
from challenges.models import ChallengeCriterion, ChallengePage
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.signing_in import sign_in_by_code


@pytest.fixture
def post(client, authority):
    """Return a function that sends a form to a path at the authority's address."""

    def send(path, typed=None, **headers):
        return client.post(path, typed or {}, headers={"host": authority.hostname, **headers})

    return send


@pytest.fixture
def prove(client, authority):
    """Return a function that proves an address by a code, in this browser."""

    def sign_in(email):
        sign_in_by_code(client, email, at=authority)

    return sign_in


@pytest.fixture
def stranger(authority):
    """Another browser, in which nobody has proven or written anything."""
    return Client(headers={"host": authority.hostname})


AGREED = {"consent": "on", "accept_terms": "on"}


def name_of(page, label: str) -> str:
    """Return the name under which answers to the page's question of this label are kept."""
    return next(found.clean_name for found in page.questions.all() if found.label == label)


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR, first_name="Mo", last_name="Derator")


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


@pytest.fixture
def auditor(authority):
    return UserFactory.working_for(authority, Role.AUDITOR)


@pytest.fixture
def observer(authority):
    return UserFactory.working_for(authority, Role.OBSERVER)


@dataclass
class Told:
    """A challenge whose applications are assessed, and one of them told."""

    page: ChallengePage
    criterion: ChallengeCriterion
    told: Application
    untold: Application
    moderator: User


def score(application, criterion, number, *, is_sent=True, comment="Comment for them."):
    """Return an assignment whose scores were sent, or are in hand."""
    by = User.objects.first()
    now = timezone.now()
    assessor, _new = Assessor.objects.get_or_create(
        authority=application.authority,
        page_id=application.page_id,
        number=number,
        defaults={
            "email": f"assessor{number}@example.com",
            "name": f"Assess Person{number}",
            "invited_by": by,
            "answer_by": now,
            "accepted_at": now,
        },
    )
    assignment = Assignment.objects.create(
        assessor=assessor,
        application=application,
        assigned_by=by,
        due_at=now + timedelta(days=7),
        sent_at=now if is_sent else None,
        version=1,
    )
    typed = {"score": 4, "comment": comment, "private_comment": f"{comment} Privately."}
    Score.objects.create(assignment=assignment, criterion=criterion.pk, **typed)
    if is_sent:
        SentScores.objects.create(
            assignment=assignment,
            number=1,
            version=1,
            scores=[{"criterion": criterion.pk, "name": "Impact", "weight": 100, **typed}],
        )
    return assignment


def decide(page, moderator, to=Status.NOT_MATCHED, **fields):
    """Return a new application that was decided about."""
    application = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT, **fields)
    move(application, to, by=moderator, reason="Reason of a moderator.")
    return application


@pytest.fixture
def recorded(authority, moderator):
    """The challenge."""
    page = ChallengePageFactory(authority=authority, closed=True, title="Damp homes")
    criterion = ChallengeCriterion.objects.create(page=page, name="Impact", weight=100)
    move_stage(page, Stage.ASSESSING, by=moderator)
    told = decide(page, moderator, Status.MATCHED, business_name="Announced Ltd")
    DecisionLetter.objects.update(stronger="Told advice.")
    seen = {group.status: group.print for group in ready_groups(page)}
    plan_release(page, seen, by=moderator)
    untold = decide(page, moderator, business_name="Secret Ltd")
    DecisionLetter.objects.filter(application=untold).update(text="Untold letter.")
    score(told, criterion, 1)
    score(untold, criterion, 2, is_sent=False, comment="In hand.")
    seal(page)  # the factories' rows have no entries
    return Told(page, criterion, told, untold, moderator)
