"""The applicant's page in every state: what it says, and what would be false there."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from applications.models import Application, DecisionLetter
from applications.models.status import Status
from applications.release.releasing import plan_release, ready_groups
from applications.submission.submit import keep_version
from applications.workflow.transitions import move, withdraw
from challenges.models.status import Stage
from tests.applications.portal.pages import read, steps_of
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory

DATES = [
    ("key_date", {"label": "Decision on the match", "when": "6 January 2027", "text": ""}),
    ("key_date", {"label": "Showcase", "when": "26 April 2027", "text": ""}),
]
NOW = "2026-11-27T10:00:00+00:00"
STANDS = "We have your application"

# What is told; what the page says of it; what it must not say.
TOLD = [
    (Status.SUBMITTED, [STANDS], ["withdrawn", "Read our letter"]),
    (Status.SCREENING, ["We are checking that your application is complete"], [STANDS]),
    (Status.INFO_REQUESTED, ["Answer our question under Messages"], ["You need do nothing"]),
    (Status.ELIGIBLE, ["Your application is eligible", "goes on to be assessed"], ["You are"]),
    (Status.IN_ASSESSMENT, ["Your application is being assessed"], ["You are matched"]),
]
LETTERS = [
    (Status.INELIGIBLE, ["cannot go further", "Our letter says why"], ["matched", "Showcase"]),
    (Status.MATCHED, ["You are matched", "not yet being selected", "Showcase"], ["contract"]),
    (Status.RESERVE, ["You are in reserve", "If a matched business steps back"], ["You are match"]),
    (Status.NOT_MATCHED, ["You are not matched", "Our letter says why"], ["Showcase", "ineligib"]),
]
LATER = [
    (Status.SELECTED, ["You are selected", "not yet a contract"], ["was procured"]),
    (Status.NOT_SELECTED, ["Another business was selected"], ["not matched", "Showcase"]),
]


@pytest.fixture
def page(authority):
    with time_machine.travel(NOW, tick=False):
        return ChallengePageFactory(
            authority=authority,
            title="Damp homes",
            is_rolling=True,
            key_dates=DATES,
            closes_at=timezone.now() - timedelta(days=1),
            stage=Stage.ASSESSING,
        )


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def tell(application: Application, moderator) -> None:
    """Release the letter about what was decided."""
    page = application.page.specific
    DecisionLetter.objects.filter(application=application).update(stronger="Name a partner.")
    plan_release(page, {one.status: one.print for one in ready_groups(page)}, by=moderator)


@pytest.mark.parametrize(("state", "said", "unsaid"), TOLD)
def test_before_a_decision_the_page_says_what_was_told_and_when_the_next_comes(
    page, now, browse, state, said, unsaid
):
    sent = ApplicationFactory(page=page, status=state, released_status=state)
    text = read(browse, sent.private_path)
    for sentence in said:
        assert sentence in text
    for sentence in [*unsaid, "Last changed by the contact", "Somebody else"]:
        assert sentence not in text
    assert steps_of(browse, sent.private_path) == [
        "Sent 27 November 2026",
        "Closes 26 November 2026",
        "Decision by 6 January 2027",
        "Showcase 26 April 2027",
    ]


@pytest.mark.parametrize(("state", "said", "unsaid"), LETTERS)
def test_a_decision_is_read_once_it_is_told_and_not_before(
    page, now, browse, moderator, state, said, unsaid
):
    before = Status.SCREENING if state is Status.INELIGIBLE else Status.IN_ASSESSMENT
    sent = ApplicationFactory(page=page, status=before, released_status=before)
    untold = read(browse, sent.private_path)
    because = "who" if state is Status.INELIGIBLE else ""
    move(sent, state, by=moderator, reason="A reason for the record.", because=because)
    assert read(browse, sent.private_path) == untold
    tell(sent, moderator)
    text = read(browse, sent.private_path)
    for sentence in said:
        assert sentence in text
    for sentence in [*unsaid, "Decision by", STANDS]:
        assert sentence not in text


@pytest.mark.parametrize(("state", "said", "unsaid"), LATER)
def test_a_selection_is_read_after_the_match(page, now, browse, moderator, state, said, unsaid):
    sent = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    move(sent, Status.MATCHED, by=moderator, reason="First.")
    tell(sent, moderator)
    now.shift(timedelta(days=1))
    move(sent, state, by=moderator, reason="Second.")
    assert "You are matched" in read(browse, sent.private_path)
    tell(sent, moderator)
    text = read(browse, sent.private_path)
    for sentence in said:
        assert sentence in text
    for sentence in unsaid:
        assert sentence not in text
    assert "27 November 2026" in steps_of(browse, sent.private_path)[1]
    assert "28 November 2026" in steps_of(browse, sent.private_path)[2]


def test_a_decision_that_is_late_is_called_late(page, now, browse):
    sent = ApplicationFactory(page=page, status=Status.SUBMITTED)
    now.move_to("2027-01-07T10:00:00+00:00")
    text = read(browse, sent.private_path)
    assert "The decision was expected by 6 January 2027 and is late." in text
    assert "Decision by 6 January" not in text


class TestWithdrawn:
    def test_by_the_applicant_says_so_and_nothing_stands(self, page, now, browse, moderator):
        type(page).objects.update(closes_at=timezone.now() + timedelta(days=3), stage="")
        sent = ApplicationFactory(page=page, draft__has_unsent_changes=True)
        withdraw(sent)
        text = read(browse, sent.private_path)
        for sentence in (
            "You withdrew this application on 27 November 2026, 10:00 GMT.",
            "Nobody assesses it.",
            "You can send it again until 30 November 2026",
            "Until you do, it stays withdrawn.",
        ):
            assert sentence in text
        for sentence in ("stands until", "What you sent on", "Decision by", STANDS):
            assert sentence not in text
        assert steps_of(browse, sent.private_path)[-1] == "Withdrawn 27 November 2026"

    def test_by_the_authority_says_that_it_was_recorded(self, page, now, browse, moderator):
        sent = ApplicationFactory(page=page)
        move(sent, Status.WITHDRAWN, by=moderator, reason="By telephone.")
        text = read(browse, sent.private_path)
        assert "We recorded on 27 November 2026, 10:00 GMT" in text
        assert "You withdrew" not in text
        assert "You can send it again" not in text


def test_unsent_changes_after_the_closing_are_not_called_sent(page, now, browse):
    draft = DraftFactory(page=page, has_unsent_changes=True)
    sent = ApplicationFactory(page=page, draft=draft)
    text = read(browse, sent.private_path)
    assert "Your last changes were not sent" in text
    assert "what you sent on 27 November 2026, 10:00 GMT stands" in text
    assert "send again" not in text


def test_the_private_address_comes_before_what_was_sent(page, now, browse):
    text = read(browse, ApplicationFactory(page=page).private_path)
    order = ["Sent 27 November", "What happens next", "Your private address", "What you sent"]
    assert sorted(order, key=text.index) == order


def test_versions_show_the_size_in_words(page, now, browse):
    sent = ApplicationFactory(page=page, business_size="micro")
    keep_version(sent, timezone.now())
    sent.version, sent.business_size = 2, "small"
    keep_version(sent, timezone.now() + timedelta(hours=1))
    text = read(browse, f"{sent.private_path}versions/")
    assert "Micro: fewer than 10 people" in text
