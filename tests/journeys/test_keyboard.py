"""By keyboard alone: find, apply, put right what was refused, decide."""

import re

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application, Kind
from applications.models.status import Status
from authorities.models import Role
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory, QuestionFactory
from tests.journeys.keyboard import is_focused, shows_focus, stops, tab_to

DRAWING = {"name": "drawing.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def challenge(site):
    return ChallengePageFactory(
        authority=site,
        title="Damp walls",
        slug="damp-walls",
        questions=[
            QuestionFactory(),
            QuestionFactory(label="Show us a drawing", field_type=Kind.FILE),
        ],
    )


def test_the_first_press_of_tab_offers_to_skip_to_the_content(desktop):
    desktop.goto("/challenges/")
    desktop.keyboard.press("Tab")
    skip = desktop.get_by_role("link", name="Skip to main content")
    assert is_focused(skip)
    expect(skip).to_be_in_viewport()
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Tab")
    assert is_focused(desktop.get_by_label("Search challenges"))


def test_a_business_finds_a_challenge_and_applies_by_keyboard_alone(challenge, desktop):
    drawing = desktop.get_by_label("Show us a drawing")
    desktop.on("filechooser", lambda chooser: chooser.set_files(DRAWING))
    desktop.goto("/")
    tab_to(desktop, desktop.get_by_label("What does your business do well?"))
    desktop.keyboard.type("damp")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/challenges/?q=damp")
    tab_to(desktop, desktop.get_by_role("link", name="Damp walls"))
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/damp-walls/")
    tab_to(desktop, desktop.get_by_role("link", name="Apply for this challenge"))
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**#apply")
    type_into(desktop, "Business name", "Drywall Labs")
    type_into(desktop, "Your name", "Ada Okafor")
    type_into(desktop, "Email address", "ada@example.com")
    tab_to(desktop, desktop.get_by_role("radio").first)
    desktop.keyboard.press("Space")
    desktop.keyboard.press("ArrowDown")
    type_into(desktop, "Postcode", "B1 1BB")
    type_into(desktop, "What is your idea?", "We listen to the wall.")
    tab_to(desktop, drawing)
    desktop.keyboard.press("Enter")
    expect(drawing).to_have_value(re.compile("drawing.pdf"))
    for label in ("You may contact me", "I accept the terms"):
        tab_to(desktop, desktop.get_by_label(label))
        desktop.keyboard.press("Space")
    tab_to(desktop, desktop.get_by_role("button", name="Send your application"))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("alert")).to_contain_text("We have your application")
    assert is_focused(desktop.get_by_role("alert"))
    assert Application.objects.get().business_size == "small"


def type_into(window: Page, label: str, text: str) -> None:
    """Reach a field with Tab and type."""
    tab_to(window, window.get_by_label(label))
    window.keyboard.type(text)


@pytest.mark.parametrize("path", ["/", "/challenges/", "/challenges/damp-walls/"])
def test_the_focus_is_seen_at_every_stop_and_no_bar_lies_over_it(challenge, phone, path):
    phone.goto(path)
    seen = list(stops(phone))
    assert len(seen) > 10
    assert [stop["name"] for stop in seen if stop["covered"]] == []
    assert [stop["name"] for stop in stops(phone) if not shows_focus(phone, stop)] == []


def test_a_section_of_a_draft_shows_its_focus_beside_the_line_that_says_it_is_saved(
    challenge, phone
):
    draft = DraftFactory(page=challenge)
    phone.goto(f"{draft.private_path}sections/business/")
    type_into(phone, "Business name", "Ltd")
    expect(phone.locator(".app-saved [role=status]")).to_contain_text("Saved at")
    assert [stop["name"] for stop in stops(phone) if stop["covered"]] == []
    assert [stop["name"] for stop in stops(phone) if not shows_focus(phone, stop)] == []


def test_the_error_summary_takes_the_focus_and_leads_to_each_field(challenge, desktop):
    desktop.goto("/challenges/damp-walls/#apply")
    desktop.get_by_role("button", name="Send your application").press("Enter")
    summary = desktop.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    for label in (
        "Business name",
        "Your name",
        "Email address",
        "Micro",
        "Postcode",
        "What is your idea?",
        "Show us a drawing",
        "You may contact me",
        "I accept the terms",
    ):
        summary.focus()
        tab_to(desktop, link_to(desktop, label))
        desktop.keyboard.press("Enter")
        expect(desktop.get_by_label(label)).to_be_focused()
    assert summary.get_by_role("link").count() == 9


def link_to(window: Page, label: str):
    """Return the summary's link to the field of this label."""
    field = window.get_by_label(label).get_attribute("id")
    return window.locator(f".govuk-error-summary a[href='#{field}']")


def test_a_moderator_moves_an_application_by_keyboard(challenge, sign_in):
    type(challenge).objects.filter(pk=challenge.pk).update(is_rolling=True)
    application = ApplicationFactory(page=challenge)
    moderator = sign_in(Role.MODERATOR)
    tab_to(moderator, moderator.get_by_role("link", name="1 application waits"))
    moderator.keyboard.press("Enter")
    moderator.wait_for_url("**/queue/?status=waiting")
    tab_to(moderator, moderator.get_by_role("link", name=application.reference))
    moderator.keyboard.press("Enter")
    moderator.wait_for_url("**/queue/inspect/**")
    press(moderator, "Start screening", Status.SCREENING)
    tab_to(moderator, moderator.locator("summary", has_text="Not eligible"))
    moderator.keyboard.press("Enter")
    tab_to(moderator, moderator.get_by_label("Reason, from the list"))
    moderator.keyboard.press("ArrowDown")
    type_into(moderator, "Reason, in a sentence", "It is about cars.")
    press(moderator, "Not eligible", Status.INELIGIBLE)
    application.refresh_from_db()
    assert application.status == Status.INELIGIBLE
    assert application.decisions.latest("at").reason == "It is about cars."


def press(moderator: Page, action: str, state: Status) -> None:
    """Reach a decision's button with Tab, press it, and see the new state."""
    tab_to(moderator, moderator.get_by_role("button", name=action))
    moderator.keyboard.press("Enter")
    expect(moderator.locator(".messages")).to_contain_text(f"is now: {state.label}.")
