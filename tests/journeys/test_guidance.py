"""Hints while a brief is written: the server's own, as one types, and by the keyboard."""

from playwright.sync_api import expect

from authorities.models import Role
from tests.journeys.accessibility import findings


def test_what_could_be_plainer_stands_below_what_is_typed(site, sign_in):
    editor = sign_in(Role.EDITOR)
    editor.goto("/admin/")
    assert findings(editor, part="section.home-desk") == []
    editor.get_by_role("link", name="Write a challenge brief").press("Enter")
    beside = {
        name: editor.locator(f"[data-guidance={name}]")
        for name in ("question", "end_users", "closes_at")
    }
    editor.get_by_role("textbox", name="Question").press_sequentially("We need an app")
    expect(beside["question"]).to_contain_text("4 of about 30 words")
    expect(beside["question"]).to_contain_text("names a solution")
    example = editor.locator(".guidance summary").first
    example.press("Enter")
    expect(editor.get_by_text("We need an app for damp reports.")).to_be_visible()
    longer = editor.locator('[data-contentpath=end_users] [contenteditable="true"]').first
    longer.click()
    editor.keyboard.type("They utilise it.")
    expect(beside["end_users"]).to_contain_text("Write “use”")
    assert findings(editor, part=".guidance") == []
    editor.get_by_role("tab", name="Dates").click()
    editor.locator("#id_closes_at_0").fill("25 December 2030")
    editor.locator("#id_closes_at_1").fill("9am")
    expect(beside["closes_at"]).to_contain_text("is a bank holiday")
