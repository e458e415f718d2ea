"""Going back, sending again, and a page that moved while one typed: in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application, Draft, Kind
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, QuestionFactory
from tests.journeys.places import path
from tests.journeys.test_drafts import DRAWING, SAVED, fill_in_business, status

IDEA = "We listen to the wall."


@pytest.fixture
def challenge(site):
    return ChallengePageFactory(
        authority=site,
        slug="damp",
        questions=[
            QuestionFactory(),
            QuestionFactory(label="Show us a drawing", field_type=Kind.FILE, required=False),
        ],
    )


def fill_in(window: Page) -> None:
    """Fill in the whole form on the brief."""
    window.get_by_label("Business name").fill("Drywall Labs")
    fill_in_business(window)
    window.get_by_label("What is your idea?").fill(IDEA)
    window.get_by_label("You may contact me").check()
    window.get_by_label("I accept the terms").check()


def rename(challenge) -> None:
    challenge.refresh_from_db()
    challenge.slug = "damp-homes"
    challenge.save_revision().publish()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_who_goes_back_and_sends_again_is_led_to_the_first_and_asked(
    challenge, open_window, has_scripts
):
    window = open_window(java_script_enabled=has_scripts)
    window.goto(path(challenge))
    fill_in(window)
    window.get_by_role("button", name="Send your application").click()
    expect(window.get_by_text("We have your application").first).to_be_visible()
    receipt = window.url
    window.go_back()
    if window.get_by_label("Business name").input_value() == "":
        fill_in(window)
    window.get_by_role("button", name="Send your application").click()
    expect(window.get_by_text("We have your application").first).to_be_visible()
    assert window.url.partition("#")[0] == receipt.partition("#")[0]
    assert Application.objects.count() == 1


def test_a_page_that_is_renamed_while_one_types_loses_neither_word_nor_file(
    challenge, without_scripts
):
    window = without_scripts
    window.goto(path(challenge))
    fill_in(window)
    window.get_by_label("Show us a drawing").set_input_files(DRAWING)
    rename(challenge)
    window.get_by_role("button", name="Send your application").click()
    expect(window.get_by_text("We have your application").first).to_be_visible()
    sent = Application.objects.get()
    assert IDEA in sent.form_data.values()
    assert sent.files.get().file.read() == PDF


def test_a_script_goes_on_saving_at_the_new_place(challenge, desktop):
    desktop.goto(path(challenge))
    desktop.get_by_label("Business name").fill("Drywall Labs")
    expect(status(desktop)).to_have_text(SAVED)
    rename(challenge)
    desktop.get_by_label("What is your idea?").fill(IDEA)
    form = desktop.locator("form[data-autosave]")
    expect(form).to_have_attribute("data-autosave", re.compile("/damp-homes/$"))
    expect(status(desktop)).to_have_text(SAVED)
    assert [IDEA] in Draft.objects.get().typed.values()


def test_a_form_whose_cookies_are_gone_comes_back_filled_in_and_is_saved(
    challenge, without_scripts
):
    window = without_scripts
    window.goto(path(challenge))
    fill_in(window)
    window.context.clear_cookies()
    window.get_by_role("button", name="Save and come back later").click()
    expect(window.get_by_text("Nothing was sent yet: what you typed is here")).to_be_visible()
    expect(window.get_by_label("What is your idea?")).to_have_value(IDEA)
    expect(window.get_by_label("Micro")).to_be_checked()
    window.get_by_role("button", name="Save and come back later").click()
    expect(window.get_by_role("heading", name="Your draft", exact=True)).to_be_visible()
    assert Draft.objects.get().business_name == "Drywall Labs"
