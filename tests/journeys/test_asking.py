"""A question about a brief, from a phone to the desk and back."""

from playwright.sync_api import expect

from authorities.models import Role
from tests.factories import ChallengePageFactory
from tests.journeys.places import path


def test_somebody_asks_without_a_name_and_an_editor_answers_for_everybody(
    site, without_scripts, phone, sign_in
):
    brief = path(ChallengePageFactory(authority=site))
    without_scripts.goto(brief)
    without_scripts.locator("summary", has_text="Ask a question").click()
    without_scripts.get_by_role("button", name="Send your question").click()
    expect(without_scripts.locator(".govuk-error-summary")).to_contain_text("Write your question.")
    without_scripts.get_by_label("Your question").fill("We are Drywall Labs. May we use radar?")
    without_scripts.get_by_role("button", name="Send your question").click()
    expect(without_scripts.get_by_role("alert")).to_contain_text("We have your question")

    editor = sign_in(Role.EDITOR)
    editor.get_by_role("link", name="1 question waits for an answer").click()
    editor.get_by_role("link", name="We are Drywall Labs. May we use radar?", exact=True).click()
    editor.get_by_role("textbox", name="Question, for everybody").fill("May radar be used?")
    editor.get_by_role("textbox", name="Answer").fill("Yes.")
    editor.get_by_role("checkbox", name="Publish").check()
    editor.get_by_role("button", name="Save").click()
    expect(editor.locator(".messages .success")).to_be_visible()

    phone.goto(brief)
    expect(phone.locator("#clarifications")).to_contain_text("May radar be used?")
    expect(phone.get_by_text("Drywall Labs")).to_have_count(0)
