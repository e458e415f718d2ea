"""Files go on their way when they are chosen, and are kept without a button."""

import re

import pytest
from playwright.sync_api import Page, expect

from applications.models import Draft, Kind
from tests.applications.files.test_upload_validation import ELF, PDF
from tests.factories import ChallengePageFactory, DraftFactory, QuestionFactory
from tests.journeys.accessibility import findings
from tests.journeys.places import path

LABEL = "Show us a drawing"
# More than the first piece.
LONG = PDF.replace(b"\n", b"\n%" + b"x" * 400_000 + b"\n", 1)


def file(content: bytes = PDF, name: str = "plan.pdf") -> dict:
    """Return a file as a person chooses it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def challenge(site):
    return ChallengePageFactory(
        authority=site,
        questions=[
            QuestionFactory(),
            QuestionFactory(label=LABEL, field_type=Kind.FILE, required=False),
        ],
    )


def status(window: Page):
    """Return the line that says when the form was saved."""
    return window.locator(".app-saved [role=status]")


def test_it_goes_on_after_a_broken_connection_and_leaving_meanwhile_asks(challenge, desktop):
    asked = []
    desktop.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desktop.goto(path(challenge))
    pieces = []

    def break_after_the_first(route):
        if route.request.method != "PATCH":
            return route.fallback()
        pieces.append(route.request.headers["upload-offset"])
        return route.fallback() if len(pieces) == 1 else route.abort()

    desktop.route("**/uploads/*/", break_after_the_first)
    desktop.get_by_label(LABEL).set_input_files(file(LONG))
    expect(desktop.get_by_text(re.compile(r"stopped at [1-9]\d?%"))).to_be_visible()
    expect(status(desktop)).to_contain_text("plan.pdf is on its way: keep this page open.")
    assert findings(desktop, part="main") == []
    desktop.get_by_role("heading", level=1).click()  # browsers ask for who has touched the page
    desktop.close(run_before_unload=True)
    desktop.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    desktop.unroute("**/uploads/*/")
    expect(status(desktop)).to_have_text(re.compile(r"^Saved at \d\d:\d\d, with plan.pdf$"))
    assert Draft.objects.get().files.get().file.read() == LONG
    desktop.goto("/challenges/")
    assert asked == ["beforeunload"]


def test_one_that_is_refused_says_so_beside_its_field_and_the_rest_stays(challenge, phone):
    phone.goto(path(challenge))
    phone.get_by_label("Business name").fill("Drywall Labs")
    field = phone.get_by_label(LABEL)
    field.set_input_files(file(ELF, "plan.pdf"))
    refusal = phone.get_by_role("alert").get_by_text("plan.pdf: This is a program or a script.")
    expect(refusal).to_be_visible()
    expect(field).to_have_accessible_description(re.compile("This is a program"))
    expect(status(phone)).to_contain_text("Saved at")
    assert findings(phone, part="main") == []
    field.set_input_files(file())
    expect(phone.get_by_role("button", name="Remove plan.pdf")).to_be_visible()
    expect(refusal).to_have_count(0)
    draft = Draft.objects.get()
    assert draft.business_name == "Drywall Labs"
    assert [one.name for one in draft.files.all()] == ["plan.pdf"]


def test_it_is_cancelled_and_removed_by_keyboard_on_the_same_page(challenge, desktop):
    draft = DraftFactory(page=challenge)
    desktop.goto(f"{draft.private_path}sections/challenge/")
    desktop.route("**/uploads/*/", lambda route: route.abort())
    field = desktop.get_by_label(LABEL)
    field.set_input_files(file())
    desktop.get_by_role("button", name="Cancel plan.pdf").press("Enter")
    expect(desktop.get_by_text("plan.pdf")).to_have_count(0)
    expect(field).to_be_focused()
    assert field.input_value() == ""
    desktop.unroute("**/uploads/*/")
    field.set_input_files(file())
    remove = desktop.get_by_role("button", name="Remove plan.pdf")
    expect(remove).to_be_visible()
    desktop.get_by_label("What is your idea?").fill("We listen to the wall.")
    remove.press("Enter")
    expect(remove).to_have_count(0)
    expect(field).to_be_focused()
    assert not draft.files.exists()
    draft.refresh_from_db()
    assert ["We listen to the wall."] in draft.typed.values()


def test_a_form_that_is_sent_at_once_brings_its_file_along(challenge, desktop):
    draft = DraftFactory(page=challenge)
    desktop.goto(f"{draft.private_path}sections/challenge/")
    desktop.route("**/uploads/*/", lambda route: route.abort())
    desktop.get_by_label(LABEL).set_input_files(file())
    desktop.get_by_role("button", name="Save and come back later").click()
    expect(desktop.get_by_role("heading", name="Your draft")).to_be_visible()
    assert draft.files.get().name == "plan.pdf"


def test_without_scripts_it_is_said_when_the_file_goes(challenge, without_scripts):
    draft = DraftFactory(page=challenge)
    without_scripts.goto(f"{draft.private_path}sections/challenge/")
    said = "No file is kept yet. The file that you choose goes with the next save."
    expect(without_scripts.get_by_text(said)).to_be_visible()
