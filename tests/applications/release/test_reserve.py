"""The reserve: its order, and a place that becomes free."""

import pytest
from post_office.models import Email

from applications.models import Application, Entry, Event
from applications.models.status import Status
from applications.workflow.reserve import ReserveRefused, move_up, next_in_reserve, reserve_of
from applications.workflow.transitions import move, withdraw
from authorities.models import Role
from tests.factories import ApplicationFactory, UserFactory
from tests.queries import count_queries


@pytest.fixture
def reserve(decide):
    """Three applications, put in reserve one after the other."""
    return [decide(Status.RESERVE) for _number in range(3)]


def order(challenge):
    return [one.pk for one in reserve_of(challenge)]


def ranks(challenge):
    return [one.reserve_rank for one in reserve_of(challenge)]


def test_who_is_put_in_reserve_gets_the_next_place(challenge, reserve):
    assert order(challenge) == [one.pk for one in reserve]
    assert ranks(challenge) == [1, 2, 3]


@pytest.mark.parametrize("leaving", [0, 1, 2])
def test_who_leaves_loses_the_place_and_the_others_move_up(challenge, reserve, moderator, leaving):
    left = reserve.pop(leaving)
    move(left, Status.NOT_MATCHED, by=moderator, reason="No.")
    assert left.reserve_rank is None
    assert order(challenge) == [one.pk for one in reserve]
    assert ranks(challenge) == [1, 2]


def test_a_moderator_changes_the_order_and_it_is_on_the_record(challenge, reserve, moderator):
    move_up(reserve[2], by=moderator)
    assert order(challenge) == [reserve[0].pk, reserve[2].pk, reserve[1].pk]
    assert Entry.objects.get(event=Event.RANKED).about == {"rank": 2}
    with pytest.raises(ReserveRefused, match="first in reserve"):
        move_up(reserve[0], by=moderator)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OBSERVER, Role.EDITOR])
def test_others_change_no_order(authority, challenge, reserve, sign_in, role):
    user = UserFactory.working_for(authority, role)
    with pytest.raises(ReserveRefused):
        move_up(reserve[1], by=user)
    assert sign_in(user).post(f"/admin/releases/reserve/{reserve[1].pk}/up/").status_code == 404


class TestAFreePlace:
    @pytest.fixture
    def withdrawn(self, challenge, moderator):
        """A match that its applicant withdrew."""
        matched = ApplicationFactory.create_batch(3, page=challenge, status=Status.MATCHED)
        withdraw(matched[0])
        return matched[0]

    def test_it_is_offered_to_the_first_in_reserve(self, challenge, reserve, withdrawn):
        assert next_in_reserve(challenge) == reserve[0]

    def test_it_is_offered_only_while_it_is_free(self, challenge, reserve, withdrawn, moderator):
        move(reserve[1], Status.MATCHED, by=moderator, reason="Stronger.")
        assert next_in_reserve(challenge) is None

    def test_nobody_is_offered_a_place_that_was_never_taken(self, challenge, reserve):
        assert next_in_reserve(challenge) is None

    def test_moderators_get_a_mail(self, authority, challenge, reserve):
        moderator = UserFactory.working_for(authority, Role.MODERATOR)
        matched = ApplicationFactory(page=challenge, status=Status.MATCHED)
        withdraw(matched)
        mail = Email.objects.get(to=moderator.email)
        assert "A match was withdrawn" in mail.subject
        assert f"/admin/queue/inspect/{matched.pk}/" in mail.message

    def test_one_click_on_the_board_or_the_withdrawn_application_matches_it(
        self, challenge, reserve, withdrawn, moderator, sign_in
    ):
        client = sign_in(moderator)
        label = f"Match {reserve[0].reference} from the reserve"
        assert label in client.get(f"/admin/progress/{challenge.pk}/").text
        assert label in client.get(f"/admin/queue/inspect/{withdrawn.pk}/").text
        client.post(f"/admin/releases/reserve/{reserve[0].pk}/match/")
        assert Application.objects.get(pk=reserve[0].pk).status == Status.MATCHED
        assert label not in client.get(f"/admin/progress/{challenge.pk}/").text

    def test_another_one_than_the_first_is_not_matched_by_it(
        self, challenge, reserve, withdrawn, moderator, sign_in
    ):
        client = sign_in(moderator)
        client.post(f"/admin/releases/reserve/{reserve[1].pk}/match/")
        assert Application.objects.get(pk=reserve[1].pk).status == Status.RESERVE

    def test_who_only_reads_is_offered_nothing(
        self, authority, challenge, reserve, withdrawn, sign_in
    ):
        client = sign_in(UserFactory.working_for(authority, Role.AUDITOR))
        assert "from the reserve" not in client.get(f"/admin/progress/{challenge.pk}/").text
        answer = client.post(f"/admin/releases/reserve/{reserve[0].pk}/match/")
        assert answer.status_code == 404


def test_the_list_of_the_reserve_costs_the_same_however_long_it_is(
    challenge, decide, moderator, sign_in
):
    client = sign_in(moderator)
    decide(Status.RESERVE)
    few = count_queries(lambda: client.get(f"/admin/releases/{challenge.pk}/"))
    decide(Status.RESERVE)
    assert count_queries(lambda: client.get(f"/admin/releases/{challenge.pk}/")) == few
