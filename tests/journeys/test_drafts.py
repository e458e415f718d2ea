"""Filling in an application over days: what is typed is never lost, and never overwritten."""

import re

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application, Draft, Kind
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, DraftFactory, QuestionFactory
from tests.journeys.places import path

SAVED = re.compile(r"^Saved at \d\d:\d\d$")
DRAWING = {"name": "drawing.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def challenge(site):
    return ChallengePageFactory(
        authority=site,
        questions=[
            QuestionFactory(),
            QuestionFactory(label="Show us a drawing", field_type=Kind.FILE, section="Drawing"),
        ],
    )


def status(window: Page):
    """Return the line that says when the form was saved."""
    return window.locator(".app-saved [role=status]")


def test_a_browser_that_is_killed_while_one_types_gives_every_word_back(
    challenge, open_window, browser
):
    before = open_window()
    before.goto(path(challenge))
    before.get_by_label("Business name").fill("Drywall Labs")
    expect(status(before)).to_have_text(SAVED)
    # What comes now is not saved any more.
    before.route("**/*", lambda route: route.abort())
    before.get_by_label("What is your idea?").fill("We listen to the wall.")
    before.get_by_label("Micro").check()
    kept = before.context.storage_state(indexed_db=True)
    before.context.close()

    after = open_window(storage_state=kept)
    after.goto(path(challenge))
    expect(after.get_by_label("Business name")).to_have_value("Drywall Labs")
    expect(after.get_by_label("What is your idea?")).to_have_value("We listen to the wall.")
    expect(after.get_by_label("Micro")).to_be_checked()
    expect(status(after)).to_have_text(SAVED)
    draft = Draft.objects.get()
    assert ["We listen to the wall."] in draft.typed.values()


def test_a_network_that_fails_is_told_and_tried_again(challenge, desktop):
    desktop.goto(path(challenge))
    desktop.context.set_offline(True)
    desktop.get_by_label("Business name").fill("Drywall Labs")
    expect(status(desktop)).to_contain_text("kept in this browser; we try again at")
    desktop.context.set_offline(False)
    expect(status(desktop)).to_have_text(SAVED)
    assert Draft.objects.get().business_name == "Drywall Labs"


def test_two_windows_never_overwrite_each_other(challenge, desktop, open_window):
    draft = DraftFactory(page=challenge)
    address = f"{draft.private_path}sections/business/"
    other = open_window()
    for window in (desktop, other):
        window.goto(address)
    desktop.get_by_label("Business name").fill("Dry Ltd")
    expect(status(desktop)).to_have_text(SAVED)
    other.get_by_label("Business name").fill("Wet Ltd")
    expect(status(other)).to_contain_text("changed elsewhere too")
    other.get_by_role("button", name="Save and go on").click()
    expect(other.get_by_role("heading", name="What the draft holds")).to_be_visible()
    expect(other.get_by_text("Dry Ltd")).to_be_visible()
    expect(other.get_by_label("Business name")).to_have_value("Wet Ltd")
    draft.refresh_from_db()
    assert draft.business_name == "Dry Ltd"


def test_without_scripts_it_is_saved_come_back_to_and_sent_by_sections(challenge, without_scripts):
    window = without_scripts
    window.goto(path(challenge))
    window.get_by_label("Business name").fill("Drywall Labs")
    window.get_by_role("button", name="Save and come back later").click()
    expect(window.get_by_text("0 of 3 sections done")).to_be_visible()
    window.goto(path(challenge))
    window.get_by_role("link", name="Go on with it").click()
    window.get_by_role("link", name="Check your answers and send").click()
    expect(window.get_by_text("Before you can send")).to_be_visible()
    window.get_by_role("link", name=re.compile("^Postcode")).click()
    expect(window.get_by_text("Enter a postcode.").first).to_be_visible()
    fill_in_business(window)
    window.get_by_role("button", name="Save and go on").click()
    window.get_by_label("What is your idea?").fill("We listen to the wall.")
    window.get_by_role("button", name="Save and go on").click()
    window.get_by_label("Show us a drawing").set_input_files(DRAWING)
    window.get_by_role("button", name="Save and go on").click()
    window.get_by_label("You may contact me").check()
    window.get_by_label("I accept the terms").check()
    window.get_by_role("button", name="Send your application").click()
    expect(window.get_by_text("We have your application").first).to_be_visible()
    assert Application.objects.get().files.get().name == "drawing.pdf"


def fill_in_business(window: Page) -> None:
    """Answer the questions about the business."""
    window.get_by_label("Your name").fill("Ada Okafor")
    window.get_by_label("Email address", exact=True).fill("ada@example.com")
    window.get_by_label("Micro").check()
    window.get_by_label("Postcode").fill("B1 1BB")
