"""A browser that is killed: what was typed and what was called kept comes back."""

import re
import time
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from applications.models import Draft, Kind
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, QuestionFactory
from tests.journeys.conftest import ARGUMENTS
from tests.journeys.killing import OwnBrowser
from tests.journeys.places import path

PLAN = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF}
SENTENCE = "We fitted damp sensors in 40 council flats and cut repairs by a third. "
LETTERS_A_SECOND = 8


@pytest.fixture
def challenge(site):
    return ChallengePageFactory(
        authority=site,
        questions=[
            QuestionFactory(word_limit=500),
            QuestionFactory(label="Show us a drawing", field_type=Kind.FILE, required=False),
        ],
    )


@pytest.fixture
def own_browser(browser, site, tmp_path):
    own = OwnBrowser(browser, ARGUMENTS, tmp_path)
    yield own
    own.kill()
    assert own.problems == []


def type_for(window: Page, seconds: float) -> list[tuple[float, int]]:
    """Type steadily; return when how many letters had been typed."""
    idea = window.get_by_label("What is your idea?")
    idea.focus()
    began, typed = time.monotonic(), []
    for letter in cycle(SENTENCE):
        if time.monotonic() - began >= seconds:
            return typed
        window.keyboard.insert_text(letter)
        typed.append((time.monotonic() - began, len(typed) + 1))
        time.sleep(1 / LETTERS_A_SECOND)
    raise AssertionError


@pytest.mark.parametrize("seconds", [1, 5, 12, 40])
def test_at_most_the_last_two_seconds_are_missing(challenge, own_browser, site, seconds):
    address = site.root_url + path(challenge)
    typed = type_for(own_browser.open(address), seconds)
    own_browser.kill()
    enough = max((count for moment, count in typed if moment <= seconds - 2), default=1)

    idea = own_browser.open(address).get_by_label("What is your idea?")
    expect(idea).to_have_value(re.compile(rf"^.{{{enough},}}", re.DOTALL))
    whole = SENTENCE * (len(typed) // len(SENTENCE) + 1)
    assert whole.startswith(idea.input_value())
    expect(own_browser.window.locator(".app-saved [role=status]")).to_contain_text("Saved at")
    draft = Draft.objects.get()
    assert [idea.input_value()] in draft.typed.values()


def test_a_draft_that_has_arrived_is_found_though_the_cookies_are_gone(
    challenge, own_browser, site
):
    address = site.root_url + path(challenge)
    before = own_browser.open(address)
    before.get_by_label("Business name").fill("Drywall Labs")
    expect(before.locator(".app-saved [role=status]")).to_contain_text("Saved at")
    before.context.clear_cookies()
    own_browser.kill()

    after = own_browser.open(address)
    expect(after.get_by_text("You began an application for this challenge today.")).to_be_visible()
    after.get_by_role("link", name="Go on with it").click()
    expect(after.get_by_role("heading", name="Your draft")).to_be_visible()
    assert Draft.objects.count() == 1


def test_a_file_that_was_called_kept_is_there_and_no_other(challenge, own_browser, site):
    address = site.root_url + path(challenge)
    before = own_browser.open(address)
    before.get_by_label("Show us a drawing").set_input_files(PLAN)
    expect(before.get_by_text("kept", exact=False).first).to_be_visible()
    expect(before.locator(".app-saved [role=status]")).to_contain_text("with plan.pdf")
    own_browser.kill()

    after = own_browser.open(address)
    after.get_by_role("link", name="Go on with it").click()
    after.get_by_role("link", name="About this challenge").click()
    expect(after.get_by_role("button", name="Remove plan.pdf")).to_be_visible()


def test_half_a_file_is_said_to_be_unfinished(challenge, own_browser, site):
    address = site.root_url + path(challenge)
    before = own_browser.open(address)
    # The line breaks after the first piece.
    before.route("**/uploads/*/", lambda route: route.abort())
    before.get_by_label("Show us a drawing").set_input_files(PLAN)
    expect(before.get_by_text("stopped at 0%")).to_be_visible()
    expect(before.locator(".app-saved [role=status]")).to_contain_text("plan.pdf is on its way")
    own_browser.kill()

    after = own_browser.open(address)
    after.get_by_role("link", name="Go on with it").click()
    expect(after.get_by_text("plan.pdf is not finished: choose it again.")).to_be_visible()
    after.get_by_role("link", name="About this challenge").click()
    expect(after.get_by_text("plan.pdf is not finished: choose it again.")).to_be_visible()
    after.get_by_label("Show us a drawing").set_input_files(PLAN)
    expect(after.get_by_role("button", name="Remove plan.pdf")).to_be_visible()
    expect(after.get_by_text("plan.pdf is not finished")).to_be_hidden()
    assert Draft.objects.get().files.get().file.read() == PDF
