"""Writing in Wagtail's page editor, as a person does it."""

import re
from datetime import datetime

from playwright.sync_api import Page, expect

# Whether a text stands in what the form would send.
KEPT = """text => [...document.querySelectorAll("input[type=hidden]")]
    .some((input) => input.value.includes(text))"""


STARTS = {"Challenges": "Write a challenge brief", "Success stories": "Write a success story"}


def add_page(window: Page, listing: str) -> None:
    """Go from the admin's home page to the form for a page below a listing."""
    window.get_by_role("link", name=STARTS[listing]).click()


def open_tab(window: Page, name: str) -> None:
    """Show another tab of the form."""
    window.get_by_role("tab", name=name).click()


def write(window: Page, panel: str, text: str) -> None:
    """Type into the rich text of a panel; words between asterisks are set in bold."""
    window.get_by_role("region", name=panel).get_by_role("textbox").click()
    for number, part in enumerate(text.split("*")):
        if number:
            window.keyboard.press("Control+b")
        window.keyboard.type(part)
    # The editor puts what was typed into the form a moment later.
    window.wait_for_function(KEPT, arg=text.replace("*", ""))


def fill(window: Page, **values: str) -> None:
    """Fill text fields by their labels, written with underscores for spaces."""
    for label, value in values.items():
        field = window.get_by_role("textbox", name=re.compile(rf"^{label.replace('_', ' ')}"))
        field.fill(value)
        field.press("Tab")


def set_moment(window: Page, label: str, moment: datetime) -> None:
    """Write a day and a time into the two fields of a moment."""
    for part, text in (("Day", f"{moment:%d/%m/%Y}"), ("Time", f"{moment:%H:%M}")):
        field = window.get_by_role("textbox", name=re.compile(rf"^{label}\W*{part}$"))
        field.fill(text)
        field.press("Tab")


def ask(window: Page, number: int, question: str, kind: str) -> None:
    """Write the application's question of this number, counted from 1."""
    window.get_by_role("button", name="Add application question").click()
    row = window.get_by_role("region", name=f"Application question {number}")
    row.get_by_role("textbox", name="Question").fill(question)
    row.get_by_role("combobox", name="Kind of answer").select_option(kind)


def send_on(window: Page, action: str) -> None:
    """Choose one of the actions behind the button at the foot, and wait for its message."""
    foot = window.get_by_role("navigation", name="Actions (footer)")
    foot.get_by_role("button", name="More actions").click()
    foot.get_by_role("button", name=re.compile(f"^{action}$")).click()
    expect(window.locator(".messages .success")).to_be_visible()
