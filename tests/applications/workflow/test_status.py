"""The table of moves."""

import pytest

from applications.models.status import APPLICANT_LABELS, MOVES, Status


def reachable_from(start):
    found, new = {start}, {start}
    while new:
        new = {to for status in new for to in MOVES[status]} - found
        found |= new
    return found


def test_every_status_has_its_row_and_its_words_for_the_applicant():
    assert set(MOVES) == set(APPLICANT_LABELS) == set(Status)


def test_every_status_can_be_reached_from_submission():
    assert reachable_from(Status.SUBMITTED) == set(Status)


def test_no_status_is_a_dead_end_without_a_way_to_take_it_back():
    for status in Status:
        assert MOVES[status], status


def test_every_reversal_must_say_why():
    for moves in MOVES.values():
        for move in moves.values():
            assert move.needs_reason or not move.is_reversal


@pytest.mark.parametrize(
    "status",
    [Status.SCREENING, Status.ELIGIBLE, Status.IN_ASSESSMENT, Status.MATCHED, Status.RESERVE],
)
def test_a_withdrawal_can_be_recorded_until_the_outcome(status):
    assert Status.WITHDRAWN in MOVES[status]


def test_nothing_is_withdrawn_after_the_outcome():
    assert Status.WITHDRAWN not in MOVES[Status.PROCURED]
    assert Status.WITHDRAWN not in MOVES[Status.NOT_PROCURED]
