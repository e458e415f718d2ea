"""Two authorities with one problem: joined, agreed, copied, and told what came of it."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from playwright.sync_api import Page, expect

from authorities.models import Role
from challenges.models import ChallengePage
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory, UserFactory
from tests.journeys.accessibility import findings
from tests.journeys.conftest import PASSWORD


@pytest.fixture
def come_in(open_window):
    """Return a function that signs somebody new of an authority in, in a window of their own."""

    def as_(authority, role: Role) -> Page:
        person = UserFactory.working_for(authority, role, password=make_password(PASSWORD))
        window = open_window()
        window.goto("/admin/")
        window.get_by_role("textbox", name="Email address").fill(person.email)
        window.get_by_role("textbox", name="Password").fill(PASSWORD)
        window.get_by_role("button", name="Sign in").click()
        window.wait_for_url("**/admin/")
        return window

    return as_


def test_two_authorities_share_a_problem_from_joining_to_the_outcome(
    site, other_authority, desktop, come_in
):
    brief = ChallengePageFactory(authority=site, title="Damp in flats", slug="damp")
    suki, sol = come_in(other_authority, Role.EDITOR), come_in(other_authority, Role.APPROVER)
    olu = come_in(site, Role.APPROVER)

    say(suki)
    approve(sol)
    agree(olu)
    desktop.goto("/challenges/damp/")
    expect(desktop.get_by_role("heading", name="2 authorities have this problem")).to_be_visible()
    assert findings(desktop, part="#needs") == []
    copy(suki)
    ChallengePage.objects.filter(pk=brief.pk).update(
        stage=Stage.NOT_PROCURED, stage_changed_at=timezone.now(), stage_reason="No budget."
    )
    tell(olu)
    hear(suki)


def say(editor: Page) -> None:
    """Come from the other authority's brief, write a number that is none, and put it right."""
    editor.goto("/challenges/damp/")
    editor.get_by_role("link", name="we have this problem too").click()
    assert findings(editor, part="main") == []
    editor.get_by_label("Who has it with you?").fill("Tenants of our flats")
    people = editor.get_by_label("How many people does it concern?")
    people.fill("4k")
    keep = editor.get_by_role("button", name="Keep, for our approver")
    keep.click()
    expect(editor.get_by_text("Write the number out in figures")).to_be_visible()
    expect(people).to_have_value("4k")
    assert findings(editor, part="main") == []
    people.fill("4,000")
    keep.click()
    expect(editor.get_by_text("it concerns 4,000 people")).to_be_visible()


def approve(approver: Page) -> None:
    """Send what the first page says that waits."""
    approver.reload()
    approver.get_by_role("link", name=re.compile("Damp in flats.*approve it")).click()
    assert findings(approver, part="main") == []
    approver.get_by_role("button", name="Approve and send").click()
    expect(approver.get_by_text("Waits for the authority that asks")).to_be_visible()


def agree(owner: Page) -> None:
    """Agree to what the first page says that waits."""
    owner.reload()
    owner.get_by_role("link", name=re.compile("Damp in flats.*agree to it")).click()
    owner.get_by_role("button", name="Agree", exact=True).click()
    expect(owner.locator(".messages .success")).to_be_visible()


def open_joining(editor: Page) -> None:
    """Go to the joining from the menu's list."""
    editor.goto("/admin/needs/")
    assert findings(editor, part="main") == []
    editor.get_by_role("link", name="Damp in flats").click()


def copy(editor: Page) -> None:
    """Copy the brief, and find oneself in the editor of the copy."""
    open_joining(editor)
    editor.get_by_role("button", name="Copy the brief").click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(editor.get_by_role("textbox", name="Short name")).to_have_value("Damp in flats")


def tell(owner: Page) -> None:
    """Tell who joined what came of it."""
    owner.goto("/admin/needs/")
    owner.get_by_role("list").get_by_role("link", name="Damp in flats").last.click()
    assert findings(owner, part="main") == []
    owner.get_by_label("Your words to them").fill("We would ask again.")
    owner.get_by_role("button", name="Tell them by mail").click()
    expect(owner.get_by_text("1 authority is told by mail.")).to_be_visible()


def hear(editor: Page) -> None:
    """Read what came of it beside what was done."""
    open_joining(editor)
    for said in ("The challenge stands at: Not procured.", "No budget.", "We would ask again."):
        expect(editor.get_by_text(said)).to_be_visible()
    assert findings(editor, part="main") == []
