"""Moving applications: who, when, how many, and what is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Decision
from applications.models.status import Status
from applications.workflow.transitions import MoveRefused, OverLimit, move
from authorities.models import RecordIsFinal, Role
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, closed=True, stage=Stage.ASSESSING)


def in_assessment(challenge, number=1):
    return ApplicationFactory.create_batch(number, page=challenge, status=Status.IN_ASSESSMENT)


def test_a_move_is_recorded_with_actor_time_from_to_and_reason(challenge, moderator):
    (application,) = in_assessment(challenge)
    now = timezone.now()
    move(application, Status.MATCHED, by=moderator, reason=" Strong team. ", now=now)
    application.refresh_from_db()
    decision = application.decisions.get()
    assert application.status == Status.MATCHED
    assert application.status_changed_at == now
    assert (decision.actor, decision.at) == (moderator, now)
    assert (decision.from_status, decision.to_status) == (Status.IN_ASSESSMENT, Status.MATCHED)
    assert decision.reason == "Strong team."


def test_the_applicant_reads_nothing_of_a_move_that_was_not_released(challenge, moderator):
    (application,) = in_assessment(challenge)
    told = application.status_for_applicant
    move(application, Status.NOT_MATCHED, by=moderator, reason="Too early.")
    application.refresh_from_db()
    assert application.status_for_applicant == told == "We have your application"


def test_a_move_that_the_table_does_not_have_is_refused(challenge, moderator):
    application = ApplicationFactory(page=challenge)
    with pytest.raises(MoveRefused, match="“Submitted” cannot become “Selected”"):
        move(application, Status.SELECTED, by=moderator, reason="Quick.")
    assert not application.decisions.exists()


def test_a_decision_without_its_reason_is_refused_and_nothing_is_kept(challenge, moderator):
    (application,) = in_assessment(challenge)
    with pytest.raises(MoveRefused, match="Write the reason"):
        move(application, Status.MATCHED, by=moderator, reason="   ")
    application.refresh_from_db()
    assert application.status == Status.IN_ASSESSMENT
    assert not application.decisions.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ASSESSOR])
def test_other_roles_move_nothing(challenge, authority, role):
    application = ApplicationFactory(page=challenge)
    user = UserFactory.working_for(authority, role)
    with pytest.raises(MoveRefused, match="Only moderators and programme managers"):
        move(application, Status.SCREENING, by=user)


def test_a_moderator_of_another_authority_moves_nothing(challenge, other_authority):
    application = ApplicationFactory(page=challenge)
    stranger = UserFactory.working_for(other_authority, Role.MODERATOR, Role.PROGRAMME_MANAGER)
    with pytest.raises(MoveRefused):
        move(application, Status.SCREENING, by=stranger)


def test_a_moderator_cannot_take_back_a_decision_and_a_programme_manager_can(
    challenge, moderator, manager
):
    application = ApplicationFactory(page=challenge, status=Status.NOT_MATCHED)
    with pytest.raises(MoveRefused, match="Only a programme manager"):
        move(application, Status.IN_ASSESSMENT, by=moderator, reason="A mistake.")
    move(application, Status.IN_ASSESSMENT, by=manager, reason="A mistake.")
    assert application.status == Status.IN_ASSESSMENT


def test_nobody_is_matched_while_others_can_still_apply(authority, moderator):
    challenge = ChallengePageFactory(authority=authority)
    (application,) = in_assessment(challenge)
    with pytest.raises(MoveRefused, match="until then to apply"):
        move(application, Status.MATCHED, by=moderator, reason="Strong.")


def test_a_fourth_match_is_refused(challenge, moderator):
    *first, fourth = in_assessment(challenge, 4)
    for application in first:
        move(application, Status.MATCHED, by=moderator, reason="Strong.")
    with pytest.raises(OverLimit, match="All places for this challenge are taken"):
        move(fourth, Status.MATCHED, by=moderator, reason="Also strong.", over_limit=True)


def test_a_programme_manager_goes_over_the_limit_only_on_purpose_and_it_is_on_the_record(
    challenge, manager
):
    *first, fourth = in_assessment(challenge, 4)
    for application in first:
        move(application, Status.MATCHED, by=manager, reason="Strong.")
    with pytest.raises(OverLimit, match="tick the box"):
        move(fourth, Status.MATCHED, by=manager, reason="Also strong.")
    decision = move(fourth, Status.MATCHED, by=manager, reason="A tie.", over_limit=True)
    assert decision.is_over_limit


def test_a_challenge_may_have_a_limit_of_its_own(authority, moderator):
    challenge = ChallengePageFactory(
        authority=authority, closed=True, stage=Stage.ASSESSING, match_limit=1
    )
    first, second = in_assessment(challenge, 2)
    move(first, Status.MATCHED, by=moderator, reason="Strong.")
    with pytest.raises(OverLimit):
        move(second, Status.MATCHED, by=moderator, reason="Strong.")


def test_one_is_selected_and_the_next_refused(challenge, moderator):
    first, second = ApplicationFactory.create_batch(2, page=challenge, status=Status.MATCHED)
    move(first, Status.SELECTED, by=moderator, reason="Best.")
    with pytest.raises(OverLimit):
        move(second, Status.SELECTED, by=moderator, reason="Best too.")


def test_a_match_that_was_withdrawn_leaves_its_place_to_the_reserve(challenge, moderator):
    *_matched, last = ApplicationFactory.create_batch(3, page=challenge, status=Status.MATCHED)
    reserve = ApplicationFactory(page=challenge, status=Status.RESERVE)
    move(last, Status.WITHDRAWN, by=moderator, reason="By telephone.")
    move(reserve, Status.MATCHED, by=moderator, reason="First reserve.")
    assert reserve.status == Status.MATCHED


def test_matches_of_other_challenges_take_no_places(authority, challenge, moderator):
    ApplicationFactory.create_batch(
        3, page=ChallengePageFactory(authority=authority, closed=True), status=Status.MATCHED
    )
    (application,) = in_assessment(challenge)
    move(application, Status.MATCHED, by=moderator, reason="Strong.")


def test_a_withdrawal_is_taken_back_only_while_the_challenge_is_open(authority, manager):
    page = ChallengePageFactory(authority=authority)
    application = ApplicationFactory(page=page, status=Status.WITHDRAWN)
    later = page.closes_at + timedelta(seconds=1)
    with pytest.raises(MoveRefused, match="closed, so a withdrawal stands"):
        move(application, Status.SUBMITTED, by=manager, reason="They asked.", now=later)
    move(application, Status.SUBMITTED, by=manager, reason="They asked.")


def test_the_selection_that_the_public_knows_of_cannot_be_taken_back_behind_its_back(
    authority, manager
):
    page = ChallengePageFactory(authority=authority, closed=True, stage=Stage.SELECTED)
    application = ApplicationFactory(page=page, status=Status.SELECTED)
    with pytest.raises(MoveRefused, match="The public has been told"):
        move(application, Status.MATCHED, by=manager, reason="A mistake.")


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.CANCELLED])
def test_the_applications_of_an_ended_challenge_stay_as_they_are(authority, moderator, stage):
    page = ChallengePageFactory(authority=authority, stage=stage)
    application = ApplicationFactory(page=page)
    with pytest.raises(MoveRefused, match="has ended"):
        move(application, Status.SCREENING, by=moderator)


def test_an_outcome_waits_for_the_challenges_procurement(challenge, moderator):
    application = ApplicationFactory(page=challenge, status=Status.SELECTED)
    with pytest.raises(MoveRefused, match="procurement first"):
        move(application, Status.PROCURED, by=moderator, reason="Contract signed.")


class TestTheRecord:
    @pytest.fixture
    def decision(self, challenge, moderator):
        (application,) = in_assessment(challenge)
        return move(application, Status.MATCHED, by=moderator, reason="Strong.")

    def test_an_entry_cannot_be_changed(self, decision):
        decision.reason = "Another."
        with pytest.raises(RecordIsFinal):
            decision.save()
        with pytest.raises(RecordIsFinal):
            Decision.objects.update(reason="Another.")

    def test_an_entry_cannot_be_deleted(self, decision):
        with pytest.raises(RecordIsFinal):
            decision.delete()
        with pytest.raises(RecordIsFinal):
            Decision.objects.filter(pk=decision.pk).delete()

    def test_an_application_with_a_record_cannot_be_deleted(self, decision):
        from django.db.models import ProtectedError

        with pytest.raises(ProtectedError):
            decision.application.delete()
