"""With JavaScript on: suggestions while one types."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import ChallengePageFactory, ThemeFactory
from tests.journeys.accessibility import findings
from tests.journeys.test_reflow import WIDTH

CHOSEN = "field => document.getElementById(field.getAttribute('aria-activedescendant'))?.innerText"


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
    everywhere = window.get_by_role("combobox", name="Search this site")
    everywhere.press_sequentially("quiet")
    options.filter(has_text="Quiet").click()
    window.wait_for_url("**/challenges/?theme=quiet")
    everywhere.press_sequentially("street")
    expect(options).to_have_count(6)
    everywhere.press("Enter")
    window.wait_for_url("**/search/?q=street")
