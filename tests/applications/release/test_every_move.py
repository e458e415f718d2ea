"""Every move in the table, walked: what it records, what it tells, and who may make it."""

import pytest

from applications.models import Decision, DecisionLetter, Entry, Event
from applications.models.status import MOVES, TOLD_BY_LETTER, Status
from applications.workflow.transitions import MoveRefused, move
from authorities.models import Role
from challenges.models.status import Stage
from challenges.stages.transitions import StageRefused, move_stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.history import faults_once_sealed

EVERY_MOVE = [(start, to) for start, moves in MOVES.items() for to in moves]
OUTCOMES = {Status.PROCURED, Status.NOT_PROCURED}
REVERSALS = [
    (Status.INELIGIBLE, Status.SCREENING),
    (Status.ELIGIBLE, Status.SCREENING),
    (Status.IN_ASSESSMENT, Status.ELIGIBLE),
    (Status.RESERVE, Status.IN_ASSESSMENT),
    (Status.NOT_MATCHED, Status.IN_ASSESSMENT),
    (Status.NOT_MATCHED, Status.RESERVE),
    (Status.MATCHED, Status.IN_ASSESSMENT),
    (Status.NOT_SELECTED, Status.MATCHED),
    (Status.SELECTED, Status.MATCHED),
    (Status.PROCURED, Status.SELECTED),
    (Status.NOT_PROCURED, Status.SELECTED),
    (Status.WITHDRAWN, Status.SUBMITTED),
]


def page_for(authority, start, to):
    """Return a challenge at the stage at which this move can be made."""
    if start is Status.WITHDRAWN:
        return ChallengePageFactory(authority=authority)
    stage = Stage.PROCUREMENT_PENDING if {start, to} & OUTCOMES else Stage.ASSESSING
    page = ChallengePageFactory(authority=authority, closed=True, stage=stage)
    if stage is Stage.PROCUREMENT_PENDING:
        # What the public was told stays true: another one is selected.
        ApplicationFactory(page=page, status=Status.SELECTED)
        type(page).objects.filter(pk=page.pk).update(selection_limit=2)
    return page


def test_the_list_of_reversals_is_complete():
    listed = [(start, to) for start, to in EVERY_MOVE if MOVES[start][to].is_reversal]
    assert sorted(listed) == sorted(REVERSALS)


@pytest.mark.parametrize(("start", "to"), EVERY_MOVE)
def test_each_move_is_made_recorded_and_told_only_by_its_release(authority, start, to):
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    page = page_for(authority, start, to)
    application = ApplicationFactory(page=page, status=start)
    move(application, to, by=manager, reason="Because.", because="who")
    application.refresh_from_db()
    assert application.status == to
    decision = Decision.objects.get(application=application)
    assert (decision.from_status, decision.to_status, decision.actor) == (start, to, manager)
    (entry,) = Entry.objects.filter(application=application, event=Event.MOVED)
    assert (entry.from_state, entry.to_state, entry.reason) == (start, to, "Because.")
    assert faults_once_sealed(page) == []
    letters = list(DecisionLetter.objects.filter(application=application, voided_at=None))
    assert [letter.status for letter in letters] == ([to] if to in TOLD_BY_LETTER else [])
    told = Status.WITHDRAWN if to is Status.WITHDRAWN else Status.SUBMITTED
    assert application.told_status() is told


@pytest.mark.parametrize(("start", "to"), REVERSALS)
def test_a_moderator_takes_no_decision_back_that_may_be_known(authority, start, to):
    moderator = UserFactory.working_for(authority, Role.MODERATOR)
    application = ApplicationFactory(
        page=page_for(authority, start, to), status=start, released_status=start
    )
    with pytest.raises(MoveRefused, match="Only a programme manager"):
        move(application, to, by=moderator, reason="A mistake.")


def test_a_moderator_screens_again_while_nobody_was_told(authority):
    moderator = UserFactory.working_for(authority, Role.MODERATOR)
    page = ChallengePageFactory(authority=authority, closed=True)
    application = ApplicationFactory(page=page, status=Status.INELIGIBLE)
    move(application, Status.SCREENING, by=moderator, reason="Read again.")
    assert application.status == Status.SCREENING


def test_a_withdrawal_that_staff_recorded_is_taken_back_after_the_closing(authority):
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    page = ChallengePageFactory(authority=authority, closed=True)
    application = ApplicationFactory(page=page, status=Status.SCREENING)
    move(application, Status.WITHDRAWN, by=manager, reason="By telephone.")
    assert application.told_status() is Status.WITHDRAWN
    move(application, Status.SUBMITTED, by=manager, reason="It was another one.")
    application.refresh_from_db()
    assert application.told_status() is Status.SUBMITTED


class TestAgreement:
    """A challenge and its applications tell one story."""

    @pytest.fixture
    def manager(self, authority):
        return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)

    def test_procured_is_announced_only_when_an_application_is(self, authority, manager):
        page = ChallengePageFactory(
            authority=authority, closed=True, stage=Stage.PROCUREMENT_PENDING
        )
        application = ApplicationFactory(page=page, status=Status.SELECTED)
        with pytest.raises(StageRefused, match="as procured first"):
            move_stage(page, Stage.PROCURED, by=manager)
        move(application, Status.PROCURED, by=manager, reason="Signed.")
        move_stage(page, Stage.PROCURED, by=manager)

    def test_what_is_announced_as_procured_is_not_taken_back_behind_it(self, authority, manager):
        page = ChallengePageFactory(authority=authority, closed=True, stage=Stage.PROCURED)
        application = ApplicationFactory(page=page, status=Status.PROCURED)
        with pytest.raises(MoveRefused, match="The public has been told"):
            move(application, Status.SELECTED, by=manager, reason="A mistake.")
        move_stage(page, Stage.PROCUREMENT_PENDING, by=manager, reason="A mistake.")
        move(application, Status.SELECTED, by=manager, reason="A mistake.")

    def test_nothing_becomes_procured_where_the_public_reads_the_opposite(self, authority, manager):
        page = ChallengePageFactory(authority=authority, closed=True, stage=Stage.NOT_PROCURED)
        application = ApplicationFactory(page=page, status=Status.SELECTED)
        with pytest.raises(MoveRefused, match="nothing is procured"):
            move(application, Status.PROCURED, by=manager, reason="Signed.")
