"""Assessing in a browser: accept, declare, score with and without scripts, send."""

import re

import pytest
from playwright.sync_api import Page, expect

from applications.models import Assignment, Score, SentScores
from applications.models.status import Status
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.journeys.accessibility import findings
from tests.signing_in import newest_code

SAVED = re.compile(r"^Saved at \d\d:\d\d$")


@pytest.fixture
def challenge(site):
    return with_criteria(ChallengePageFactory(authority=site, closed=True, is_blind=True))


@pytest.fixture
def application(challenge):
    return ApplicationFactory(
        page=challenge, business_name="Drywall Labs", status=Status.IN_ASSESSMENT
    )


def open_as(window: Page, assessor) -> None:
    """Open the assessor's private address, and prove the mailbox by a code."""
    window.goto(assessor.private_path)
    window.get_by_role("button", name="Send me a code").click()
    window.get_by_label("Code").fill(newest_code(assessor.email))
    window.get_by_role("button", name="Continue").click()
    expect(window).to_have_url(re.compile(re.escape(assessor.private_path)))


def status(window: Page):
    """Return the line that says when the form was saved."""
    return window.locator(".app-saved [role=status]")


def test_without_scripts_an_assessor_accepts_declares_scores_and_sends(
    challenge, application, without_scripts
):
    assessor = AssessorFactory(page=challenge, waiting=True)
    window = without_scripts
    open_as(window, assessor)
    window.get_by_role("button", name="Accept").click()
    window.get_by_role("group", name="Drywall Labs").get_by_label("No conflict").check()
    window.get_by_role("button", name="Declare").click()
    expect(window.get_by_text("Nothing is assigned to you yet")).to_be_visible()
    AssignmentFactory(assessor=assessor, application=application)
    window.reload()
    window.get_by_role("link", name=application.reference).click()
    window.get_by_role("group", name="Score for Impact").get_by_label("4 –").check()
    window.get_by_label("Comment for the applicant").first.fill("Clear.")
    window.get_by_role("button", name="Send your scores").click()
    expect(window.get_by_text("Choose a score; 0 is one too.").first).to_be_visible()
    expect(window.get_by_label("Comment for the applicant").first).to_have_value("Clear.")
    window.get_by_role("group", name="Score for Price").get_by_label("0 –").check()
    window.get_by_role("button", name="Send your scores").click()
    expect(window.get_by_text("are sent.")).to_be_visible()
    assert [row["score"] for row in SentScores.objects.get().scores] == [4, 0]


def test_scores_save_by_themselves_and_two_windows_overwrite_nothing(
    challenge, application, desktop
):
    assessor = AssessorFactory(page=challenge)
    assignment = AssignmentFactory(assessor=assessor, application=application)
    open_as(desktop, assessor)
    other = desktop.context.new_page()
    for window in (desktop, other):
        window.goto(f"{assessor.private_path}{assignment.key}/")
    desktop.get_by_label("Comment for the applicant").first.fill("Clear.")
    expect(status(desktop)).to_have_text(SAVED)
    other.get_by_label("Comment for the applicant").first.fill("Dull.")
    expect(status(other)).to_contain_text("another window has saved something else")
    assert Score.objects.get(assignment=assignment, comment__gt="").comment == "Clear."
    assert Assignment.objects.get().revision == 1


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_the_assessors_pages_and_nothing_is_cut_off(
    challenge, application, open_window, width
):
    assessor = AssessorFactory(page=challenge)
    assignment = AssignmentFactory(assessor=assessor, application=application)
    window = open_window(width, 800)
    open_as(window, assessor)
    found = []
    for path in ("", "interests/", f"{assignment.key}/", f"{assignment.key}/give-back/"):
        window.goto(f"{assessor.private_path}{path}")
        found += [f"{path}: {finding}" for finding in findings(window)]
        wide = window.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{path}: {wide} pixels wide")
    assert found == []


def test_axe_finds_nothing_on_the_desk_and_the_comparison(challenge, application, sign_in):
    keys = [one.pk for one in challenge.criteria.all()]
    for scores in ((5, 4), (1, 1)):
        AssignmentFactory.sent(
            dict(zip(keys, scores, strict=True)),
            assessor=AssessorFactory(page=challenge),
            application=application,
        )
    AssignmentFactory(assessor=AssessorFactory(page=challenge), application=application)
    moderator = sign_in(Role.MODERATOR)
    found = []
    for address in (
        f"/admin/assessing/{challenge.pk}/",
        f"/admin/assessing/{challenge.pk}/comparison/",
        f"/admin/queue/inspect/{application.pk}/",
    ):
        assert moderator.goto(address).status == 200
        found += [f"{address}: {finding}" for finding in findings(moderator, part=".desk")]
    assert found == []
