"""How far a challenge has come: who moves it, when, and whether it agrees with its applications."""

import pytest

from applications.models.status import Status
from authorities.models import Role
from challenges.models.status import STAGE_MOVES, Stage
from challenges.stages.transitions import StageRefused, move_stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


def closed(authority, stage=Stage.NONE, **fields):
    return ChallengePageFactory(authority=authority, closed=True, stage=stage, **fields)


def test_every_stage_can_be_left_and_every_reversal_says_why():
    assert set(STAGE_MOVES) == set(Stage)
    for moves in STAGE_MOVES.values():
        assert moves
        assert all(move.needs_reason for move in moves.values() if move.is_reversal)


def test_a_move_is_recorded_and_the_public_reads_it_at_once(authority, moderator, browse):
    page = closed(authority)
    change = move_stage(page, Stage.ASSESSING, by=moderator)
    assert (change.actor, change.from_stage, change.to_stage) == (moderator, "", "assessing")
    assert "Being assessed" in browse(page.url).text


def test_assessing_waits_until_the_challenge_has_closed(authority, moderator):
    with pytest.raises(StageRefused, match="has closed"):
        move_stage(ChallengePageFactory(authority=authority), Stage.ASSESSING, by=moderator)


def test_an_open_challenge_is_withdrawn_and_a_closed_one_cancelled(authority, moderator):
    page = ChallengePageFactory(authority=authority)
    with pytest.raises(StageRefused, match="Wait until"):
        move_stage(page, Stage.CANCELLED, by=moderator, reason="Moved.")
    move_stage(page, Stage.WITHDRAWN, by=moderator, reason="Moved.")
    late = closed(authority)
    with pytest.raises(StageRefused, match="cancelled, not withdrawn"):
        move_stage(late, Stage.WITHDRAWN, by=moderator, reason="Moved.")
    move_stage(late, Stage.CANCELLED, by=moderator, reason="Moved.")


def test_withdrawing_needs_a_reason(authority, moderator):
    with pytest.raises(StageRefused, match="Write the reason"):
        move_stage(ChallengePageFactory(authority=authority), Stage.WITHDRAWN, by=moderator)


def test_matches_are_announced_only_when_there_are_some(authority, moderator):
    page = closed(authority, Stage.ASSESSING)
    with pytest.raises(StageRefused, match="Match at least one"):
        move_stage(page, Stage.MATCHED, by=moderator)
    ApplicationFactory(page=page, status=Status.MATCHED)
    move_stage(page, Stage.MATCHED, by=moderator)
    with pytest.raises(StageRefused, match="Select an application"):
        move_stage(page, Stage.SELECTED, by=moderator)


def test_nobody_was_suitable_only_when_nobody_was_matched(authority, moderator):
    page = closed(authority, Stage.ASSESSING)
    ApplicationFactory(page=page, status=Status.MATCHED)
    with pytest.raises(StageRefused, match="one was suitable"):
        move_stage(page, Stage.NO_SUITABLE_APPLICATIONS, by=moderator, reason="None fitted.")


def test_only_a_programme_manager_goes_back(authority, moderator, manager):
    page = closed(authority, Stage.MATCHED)
    with pytest.raises(StageRefused, match="Only a programme manager"):
        move_stage(page, Stage.ASSESSING, by=moderator, reason="Too early.")
    move_stage(page, Stage.ASSESSING, by=manager, reason="Too early.")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ASSESSOR])
def test_other_roles_move_no_challenge(authority, role):
    with pytest.raises(StageRefused):
        move_stage(closed(authority), Stage.ASSESSING, by=UserFactory.working_for(authority, role))


def test_staff_of_another_authority_move_no_challenge(authority, other_authority):
    stranger = UserFactory.working_for(other_authority, *Role)
    with pytest.raises(StageRefused):
        move_stage(closed(authority), Stage.ASSESSING, by=stranger)


class TestTheBoard:
    def test_it_lists_the_authoritys_challenges_with_their_counts(
        self, authority, moderator, sign_in
    ):
        page = closed(authority, title="Damp homes")
        ApplicationFactory.create_batch(2, page=page)
        ApplicationFactory(page=page, status=Status.MATCHED)
        response = sign_in(moderator).get("/admin/progress/")
        (row, _tag, _steps), *_ = response.context["rows"]
        assert (row.sent, row.waiting, row.matched, row.selected) == (3, 2, 1, 0)

    def test_a_draft_without_dates_stands_on_it_too(self, authority, moderator, sign_in):
        ChallengePageFactory(authority=authority, live=False, opens_at=None, closes_at=None)
        assert sign_in(moderator).get("/admin/progress/").status_code == 200

    def test_a_refused_move_keeps_the_reason_and_says_what_stands_against_it(
        self, authority, moderator, sign_in
    ):
        page = ChallengePageFactory(authority=authority)
        response = sign_in(moderator).post(
            f"/admin/progress/{page.pk}/", {"to": "withdrawn", "reason": "  "}
        )
        assert response.status_code == 409
        assert "Write the reason" in response.text

    def test_an_editor_does_not_see_it(self, authority, sign_in):
        editor = UserFactory.working_for(authority, Role.EDITOR)
        assert sign_in(editor).get("/admin/progress/").status_code == 404
        assert "/admin/progress/" not in sign_in(editor).get("/admin/").text

    def test_the_menu_leads_to_it(self, authority, moderator, sign_in):
        assert "/admin/progress/" in sign_in(moderator).get("/admin/").text
