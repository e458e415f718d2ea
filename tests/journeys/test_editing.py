"""Writing a brief in a browser: drafts, days and times, slow networks, preview and checks."""

import re
import threading

from playwright.sync_api import Page, Route, expect

from authorities.models import Role
from challenges.models import ChallengePage
from tests.factories import ChallengePageFactory
from tests.journeys import page_editor


def begin_brief(editor: Page, title: str) -> None:
    page_editor.add_page(editor, "Challenges")
    page_editor.fill(editor, Short_name=title)


def save_draft(editor: Page) -> None:
    editor.get_by_role("button", name="Save draft").click()


def test_a_title_is_enough_and_the_list_beside_it_leads_to_the_fields(site, sign_in):
    editor = sign_in(Role.EDITOR)
    begin_brief(editor, "Damp homes")
    save_draft(editor)
    expect(editor.locator(".messages .success")).to_be_visible()
    beside = editor.get_by_role("region", name=re.compile("things before you can publish"))
    expect(beside).to_be_visible()
    beside.get_by_role("button", name="Closes: not filled in yet").click()
    expect(editor.get_by_role("tab", name="Dates")).to_have_attribute("aria-selected", "true")
    focused = "() => Boolean(document.activeElement.closest('[data-contentpath=closes_at]'))"
    editor.wait_for_function(focused)
    beside.get_by_role("button", name=re.compile("at least one criterion")).click()
    expect(editor.get_by_role("button", name="Add criterion")).to_be_focused()


def test_the_browsers_own_calendar_writes_the_day(site, sign_in):
    editor = sign_in(Role.EDITOR)
    begin_brief(editor, "Damp homes")
    page_editor.open_tab(editor, "Dates")
    expect(editor.get_by_role("button", name="Choose the day").first).to_be_visible()
    box = editor.locator("[data-contentpath=closes_at] .instant__box").first
    box.locator("input[type=date]").evaluate(
        "(picker) => { picker.value = '2026-12-01'; picker.dispatchEvent(new Event('change')) }"
    )
    expect(box.locator("input[type=text]")).to_have_value("1 December 2026")
    editor.get_by_role("textbox", name=re.compile(r"^Closes\W*Time")).fill("9am")
    save_draft(editor)
    expect(editor.locator(".messages .success")).to_be_visible()
    page_editor.open_tab(editor, "Dates")
    expect(editor.get_by_text("Tuesday 1 December 2026, 09:00 GMT")).to_be_visible()


def test_a_new_page_saved_by_hand_while_it_saves_itself_is_made_once(site, sign_in):
    editor = sign_in(Role.EDITOR)
    begun = threading.Event()

    def slowly(route: Route) -> None:
        request = route.request
        is_autosave = request.method == "POST" and "json" in request.headers.get("accept", "")
        if is_autosave and not begun.is_set():
            begun.set()
            editor.wait_for_timeout(2_000)
        route.continue_()

    editor.route("**/admin/pages/add/**", slowly)
    begin_brief(editor, "Damp homes")
    for _ in range(40):
        if begun.is_set():
            break
        editor.wait_for_timeout(250)
    page_editor.fill(editor, Summary="Walls are wet for months.")
    save_draft(editor)
    expect(editor.locator(".messages .success")).to_be_visible()
    page = ChallengePage.objects.get(title="Damp homes")
    assert page.get_latest_revision_as_object().summary == "Walls are wet for months."


def test_the_preview_beside_the_editor_shows_the_brief_and_is_checked(site, sign_in):
    page = ChallengePageFactory(authority=site)
    editor = sign_in(Role.EDITOR)
    editor.goto(f"/admin/pages/{page.pk}/edit/")
    editor.get_by_role("button", name="Toggle preview").click()
    shown = editor.frame_locator("#w-preview-iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text(page.question)
    editor.get_by_role("button", name="Toggle checks").click()
    expect(editor.locator("[data-content-word-count]")).to_have_text(re.compile(r"\d"))
    checks = editor.locator("[data-side-panel=checks]")
    expect(checks.locator("[data-content-checker-count]")).to_have_text(re.compile(r"[1-9]"))
    expect(checks.locator("[data-content-checker-row]").first).to_be_visible()
