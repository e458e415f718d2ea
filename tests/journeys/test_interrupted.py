"""Interrupted while one types: offline, without cookies or a store, in two windows."""

import pytest
from playwright.sync_api import Page, expect

from applications.models import Draft, DraftVersion
from tests.factories import ChallengePageFactory, DraftFactory, QuestionFactory
from tests.journeys.places import path

IDEA = "What is your idea?"


@pytest.fixture
def challenge(site):
    return ChallengePageFactory(authority=site, questions=[QuestionFactory()])


def status(window: Page):
    """Return the line that says when the form was saved."""
    return window.locator(".app-saved [role=status]")


def test_without_cookies_it_gets_a_new_token_by_itself_and_saves(challenge, phone):
    draft = DraftFactory(page=challenge)
    phone.goto(f"{draft.private_path}sections/challenge/")
    phone.context.clear_cookies()
    phone.get_by_label(IDEA).fill("We listen to the wall.")
    expect(status(phone)).to_contain_text("Not saved yet.")
    expect(status(phone)).to_contain_text("Saved at")
    draft.refresh_from_db()
    assert ["We listen to the wall."] in draft.typed.values()


def test_a_browser_that_keeps_nothing_never_says_that_it_does(challenge, phone):
    phone.add_init_script("delete IDBFactory.prototype.open")
    phone.goto(path(challenge))
    phone.get_by_label("Business name").fill("Drywall Labs")
    expect(status(phone)).to_contain_text("Saved at")
    phone.context.set_offline(True)
    phone.get_by_label(IDEA).fill("We listen to the wall.")
    expect(status(phone)).to_contain_text("Not saved yet. Keep this page open")
    phone.context.set_offline(False)
    expect(status(phone)).to_contain_text("Saved at")
    assert ["We listen to the wall."] in Draft.objects.get().typed.values()


def test_closed_while_offline_both_texts_come_back_and_go_into_one_draft(challenge, phone):
    phone.goto(path(challenge))
    phone.get_by_label("Business name").fill("Drywall Labs")
    expect(status(phone)).to_contain_text("Saved at")
    phone.context.set_offline(True)
    phone.get_by_label(IDEA).fill("We listen to the wall.")
    expect(status(phone)).to_contain_text("Not saved yet.")
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto(path(challenge))
    expect(phone.get_by_label("Business name")).to_have_value("Drywall Labs")
    expect(phone.get_by_label(IDEA)).to_have_value("We listen to the wall.")
    expect(status(phone)).to_contain_text("Saved at")
    draft = Draft.objects.get()
    assert draft.business_name == "Drywall Labs"
    assert ["We listen to the wall."] in draft.typed.values()


def test_what_a_second_window_answered_is_shown_and_never_written_back(challenge, desktop):
    draft = DraftFactory(page=challenge, typed={"business_name": ["Drywall Labs"]})
    DraftVersion.objects.create(draft=draft, number=draft.version, typed=draft.typed)
    address = f"{draft.private_path}sections/business/"
    desktop.goto(address)
    other = desktop.context.new_page()
    other.goto(address)
    other.get_by_label("Business name").fill("Dry Ltd")
    expect(status(other)).to_contain_text("Saved at")
    desktop.get_by_label("Postcode").fill("B1 1BB")
    expect(status(desktop)).to_contain_text("Saved at")
    expect(desktop.get_by_label("Business name")).to_have_value("Dry Ltd")
    with desktop.expect_response(lambda answer: answer.request.method == "POST"):
        desktop.get_by_label("Postcode").fill("B1 1BC")
    draft.refresh_from_db()
    assert draft.business_name == "Dry Ltd"
    assert draft.typed["postcode"] == ["B1 1BC"]


def test_another_person_can_delete_what_was_put_back(challenge, desktop):
    desktop.goto(path(challenge))
    desktop.route("**/*", lambda route: route.abort())
    desktop.get_by_label(IDEA).fill("We listen to the wall.")
    expect(status(desktop)).to_contain_text("Not saved yet.")
    desktop.goto("about:blank")
    desktop.unroute("**/*")
    desktop.goto(path(challenge))
    expect(desktop.get_by_label(IDEA)).to_have_value("We listen to the wall.")
    with desktop.expect_navigation():
        desktop.get_by_role("button", name="Not yours? Delete it from this browser").click()
    desktop.wait_for_timeout(500)
    expect(desktop.get_by_label(IDEA)).to_have_value("")


def test_signing_out_takes_saved_drafts_along_and_names_what_never_arrived(challenge, desktop):
    desktop.goto(path(challenge))
    desktop.get_by_label(IDEA).fill("We listen to the wall.")
    expect(status(desktop)).to_contain_text("Saved at")
    desktop.goto("/account/sign-out/")
    stays = desktop.get_by_text("has not reached us yet")
    expect(stays).to_be_hidden()
    desktop.context.clear_cookies()
    desktop.goto(path(challenge))
    desktop.wait_for_timeout(1000)
    expect(desktop.get_by_text("You began an application")).to_have_count(0)
    desktop.route("**/*", lambda route: route.abort())
    desktop.get_by_label(IDEA).fill("We listen to the floor.")
    expect(status(desktop)).to_contain_text("Not saved yet.")
    desktop.goto("about:blank")
    desktop.unroute("**/*")
    desktop.goto("/account/sign-out/")
    expect(stays).to_be_visible()
    desktop.get_by_role("button", name="Delete it from this browser").click()
    desktop.goto(path(challenge))
    expect(desktop.get_by_label(IDEA)).to_have_value("")
