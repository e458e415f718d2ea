"""With JavaScript on: suggestions while one types, and results that change in place."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import ChallengePageFactory, ThemeFactory
from tests.journeys.accessibility import findings
from tests.journeys.test_reflow import WIDTH

CHOSEN = "field => document.getElementById(field.getAttribute('aria-activedescendant'))?.innerText"
# How often the number that was found is spoken, by the element that was there from the start.
LISTEN = """() => {
  window.spoken = [];
  const status = document.querySelector("#results [role=status]");
  new MutationObserver(() => window.spoken.push(status.textContent))
    .observe(status, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def challenges(site):
    """Damp walls, and twenty quiet streets."""
    themes = [
        ThemeFactory(authority=site, name=name, slug=name.lower()) for name in ("Damp", "Quiet")
    ]
    ChallengePageFactory(authority=site, title="Damp walls", slug="walls", themes=themes[:1])
    for number in range(20):
        ChallengePageFactory(
            authority=site,
            title=f"Street {number}",
            question="How might it be quiet?",
            themes=themes[1:],
            closed=number > 1,
        )


def test_suggestions_are_chosen_by_keyboard_and_by_pointer_and_never_needed(
    site, challenges, open_window
):
    window = open_window(320, 640)
    window.goto("/challenges/")
    field = window.get_by_role("combobox", name="Search challenges")
    options = window.get_by_role("listbox", name="Suggestions").get_by_role("option")
    field.press_sequentially("damp")
    expect(options).to_have_text(["Damp walls Open", "Damp"])
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(window.get_by_text("2 suggestions: use the up")).to_have_attribute("aria-live", "polite")
    expect(window.get_by_role("group", name="Themes")).to_have_text(re.compile("Damp"))
    field.press("ArrowUp")
    assert field.evaluate(CHOSEN) == "Damp"
    assert findings(window) == []
    assert window.evaluate(WIDTH) == 320
    field.press("Home")
    assert field.evaluate(CHOSEN) is None
    field.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("damp")
    field.press("Escape")
    expect(field).to_have_value("")
    field.press_sequentially("walls")
    expect(options).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    window.wait_for_url("**/challenges/walls/")
    behind = window.locator(".app-header__fold--search summary")
    everywhere = window.get_by_role("combobox", name="Search this site")
    behind.click()
    everywhere.press_sequentially("quiet")
    options.filter(has_text="Quiet").click()
    window.wait_for_url("**/challenges/?theme=quiet")
    behind.click()
    everywhere.press_sequentially("street")
    expect(options).to_have_count(6)
    everywhere.press("Enter")
    window.wait_for_url("**/search/?q=street")
    window.goto("/")
    window.get_by_role("combobox", name="What does your business do well?").fill("damp")
    options.filter(has_text="Damp walls").click()
    window.wait_for_url("**/challenges/walls/")


def test_results_change_in_place_and_focus_and_history_are_kept(challenges, desktop):
    desktop.goto("/challenges/")
    desktop.evaluate(LISTEN)
    damp, quiet = (desktop.get_by_role("checkbox", name=name) for name in ("Damp", "Quiet"))
    chips = desktop.locator(".app-chosen").get_by_role("listitem").get_by_role("link")
    heading = desktop.get_by_role("heading", name="Results")
    damp.press("Space")
    found(desktop, "1 challenge found", "**/challenges/?theme=damp")
    expect(damp).to_be_focused()
    expect(desktop.get_by_role("article")).to_have_count(1)
    quiet.press("Space")
    found(desktop, "21 challenges found", "**/challenges/?theme=damp&theme=quiet")
    chips.first.press("Enter")
    found(desktop, "20 challenges found", "**/challenges/?theme=quiet")
    expect(chips).to_have_count(1)
    expect(chips.first).to_be_focused()
    chips.first.press("Enter")
    found(desktop, "21 challenges found", "**/challenges/")
    expect(heading).to_be_focused()
    assert findings(desktop, part="#results") == []
    desktop.get_by_role("link", name="Next page").click()
    expect(desktop).to_have_title(re.compile("page 2 of 2"))
    expect(heading).to_have_text("Results, page 2 of 2")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    assert desktop.evaluate("() => window.spoken") == [
        f"{number} found"
        for number in ("1 challenge", *(f"{count} challenges" for count in (21, 20, 21, 21)))
    ]
    desktop.go_back()
    desktop.go_back()
    found(desktop, "20 challenges found", "**/challenges/?theme=quiet")
    expect(quiet).to_be_checked()
    expect(damp).not_to_be_checked()
    desktop.go_forward()
    found(desktop, "21 challenges found", "**/challenges/")
    expect(quiet).not_to_be_checked()
    desktop.get_by_label("Sort by").select_option("Newest")
    found(desktop, "21 challenges found", "**/challenges/?sort=newest")
    desktop.route("**/*", lambda route: route.abort(), times=1)
    damp.check()
    desktop.wait_for_url("**/challenges/?sort=newest&theme=damp")
    assert desktop.evaluate("() => window.spoken") is None, "the page was fetched the ordinary way"
    expect(desktop.get_by_text("1 challenge found")).to_be_visible()


def found(window: Page, count: str, address: str) -> None:
    """See that the number is shown at this address, and that nothing is waited for."""
    expect(window.locator("#results [role=status]")).to_have_text(count)
    expect(window.locator("#results")).not_to_have_attribute("aria-busy", "true")
    window.wait_for_url(address)


def test_on_a_phone_the_facets_are_unfolded_chosen_and_left_for_what_fits(challenges, phone):
    phone.goto("/challenges/")
    phone.get_by_text("Narrow the list").click()
    damp = phone.get_by_role("checkbox", name="Damp")
    damp.check()
    found(phone, "1 challenge found", "**/challenges/?theme=damp")
    expect(damp).to_be_in_viewport()
    phone.get_by_role("button", name="Show what fits").click()
    expect(damp).not_to_be_visible()
    expect(phone.get_by_role("heading", name="Results")).to_be_focused()
    expect(phone.get_by_text("1 challenge found")).to_be_in_viewport()
