"""Feedback for all letters of a challenge on one sheet, and what a letter says by itself."""

import pytest
from django.utils import timezone

from applications.models import DecisionLetter
from applications.models.status import Status
from applications.release.letter_templates import LONGEST, letter_text
from applications.release.releasing import ReleaseRefused, plan_release, ready_groups
from applications.workflow.transitions import withdraw
from tests.applications.release.conftest import letter_of
from tests.queries import count_queries


@pytest.fixture
def sheet(challenge):
    return f"/admin/releases/{challenge.pk}/feedback/"


@pytest.fixture
def client(sign_in, moderator):
    return sign_in(moderator)


def test_each_letter_gets_its_own_feedback_in_one_go(sheet, decide, client, release):
    letters = [letter_of(decide(stronger="")) for _ in range(3)]
    typed = {f"stronger-{one.pk}": f"Advice {one.pk}." for one in letters}
    said = client.post(sheet, typed, follow=True)
    assert "3 letters are kept. Nobody has been told." in said.text
    for letter in letters:
        letter.refresh_from_db()
        assert letter.stronger == f"Advice {letter.pk}."
    release()


def test_what_is_too_long_is_named_and_kept_beside_it_and_the_others_are_kept(
    sheet, decide, client
):
    long, short = letter_of(decide(stronger="")), letter_of(decide(stronger=""))
    refused = client.post(
        sheet, {f"stronger-{long.pk}": "x" * 5001, f"stronger-{short.pk}": "A partner."}
    )
    assert refused.status_code == 422
    assert "You have used 5,001." in refused.text
    assert "x" * 5001 in refused.text
    short.refresh_from_db()
    assert short.stronger == "A partner."


def test_a_letter_that_was_told_meanwhile_is_left_as_it_was_told(sheet, decide, client, release):
    letter = letter_of(decide())
    release()
    client.post(sheet, {f"stronger-{letter.pk}": "Another word."})
    letter.refresh_from_db()
    assert letter.stronger == "Name a partner."


def test_the_sheet_costs_the_same_however_many_letters(sheet, decide, client):
    decide()
    few = count_queries(lambda: client.get(sheet))
    for _number in range(4):
        decide()
    assert count_queries(lambda: client.get(sheet)) == few <= 30


@pytest.mark.parametrize(
    ("status", "is_said"),
    [
        (Status.INELIGIBLE, True),
        (Status.NOT_MATCHED, True),
        (Status.RESERVE, True),
        (Status.MATCHED, False),
    ],
)
def test_a_letter_against_an_applicant_begins_with_the_recorded_reason(decide, status, is_said):
    text = letter_of(decide(status)).text
    assert ("Our reason: A reason for the record." in text) is is_said


def test_a_letter_never_grows_beyond_what_a_letter_holds(decide):
    application = decide()
    text = letter_text(application, Status.NOT_MATCHED, application.page, why="x" * 5000)
    assert len(text) == LONGEST
    assert text.endswith("…")


def test_a_release_names_who_withdrew_while_it_was_read(decide, challenge, moderator):
    gone, stays = decide(), decide()
    seen = {group.status: group.print for group in ready_groups(challenge)}
    withdraw(gone)
    with pytest.raises(ReleaseRefused, match=f"{gone.reference} was withdrawn at "):
        plan_release(challenge, seen, by=moderator, now=timezone.now())
    assert DecisionLetter.objects.get(application=stays).release is None
