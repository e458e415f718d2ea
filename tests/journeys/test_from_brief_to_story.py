"""The whole way in one browser: an editor's first word to what the public reads at the end."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect

from applications.models import DecisionLetter
from applications.release.releasing import plan_release, ready_groups
from authorities.models import Role, User
from challenges.models import ChallengePage
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ProgrammePageFactory
from tests.journeys import page_editor

QUESTION = "How might we keep the north walls warm?"
DRAWING = {"name": "drawing.pdf", "mimeType": "application/pdf", "buffer": PDF}


def test_a_brief_becomes_a_success_story(site, desktop, sign_in):
    ProgrammePageFactory(authority=site, title="Warm homes", slug="warm-homes")
    editor, approver = sign_in(Role.EDITOR), sign_in(Role.APPROVER)

    write_brief(editor)
    find_nothing(desktop)
    approve(approver)
    reference = find_and_apply(desktop)
    close_the_challenge()
    moderator = sign_in(Role.MODERATOR)
    match(moderator, reference)
    assert figures(desktop) == {"Applications": 1, "Matched": 0, "Selected": 0}
    announce(moderator, "Start assessing", "Being assessed")
    announce(moderator, "Announce the matches", "Matched")
    assert figures(desktop) == {"Applications": 1, "Matched": 1, "Selected": 0}
    select(moderator, reference)
    announce(moderator, "Announce the selection", "Selected")
    tell(User.objects.get(groups__authority_group__role=Role.MODERATOR))
    publish_story(approver, reference)
    read_story(desktop)
    assert figures(desktop) == {"Applications": 1, "Matched": 1, "Selected": 1}


def write_brief(editor: Page) -> None:
    """Write a brief in the page editor, tab by tab, and send it to the approvers."""
    now = timezone.localtime()
    page_editor.add_page(editor, "Challenges")
    page_editor.fill(
        editor, Short_name="Warm walls", Question=QUESTION, Summary="Walls sweat behind wardrobes."
    )
    page_editor.write(editor, "Who is it for?", "Tenants with *cold* walls.")
    page_editor.write(editor, "How will we know that it works?", "Fewer walls are cold.")
    page_editor.open_tab(editor, "Facts and contact")
    editor.get_by_role("combobox", name="Programme").select_option("Warm homes")
    page_editor.fill(editor, **{"Contact\\*": "Homes team", "Contact's_email": "h@example.org"})
    page_editor.open_tab(editor, "Dates")
    page_editor.set_moment(editor, "Opens", now - timedelta(days=1))
    page_editor.set_moment(editor, "Closes", now + timedelta(days=14))
    page_editor.open_tab(editor, "Application form")
    page_editor.ask(editor, 1, "What is your idea?", "Long text")
    page_editor.ask(editor, 2, "Show us a drawing", "File")
    page_editor.open_tab(editor, "Assessment")
    editor.get_by_role("button", name="Add criterion").click()
    row = editor.get_by_role("region", name="Criterion 1")
    row.get_by_role("textbox", name="Name").fill("Impact")
    row.get_by_role("spinbutton", name="Weight").fill("100")
    page_editor.send_on(editor, "Submit to .+")


def find_nothing(reader: Page) -> None:
    """See that what waits for approval is not public."""
    reader.goto("/challenges/?q=warm")
    expect(reader.get_by_text("0 challenges found")).to_be_visible()


def approve(approver: Page) -> None:
    """Approve what waits on the admin's home page, which publishes it."""
    approver.reload()
    waiting = "“Warm walls” waits for your approval"
    approver.get_by_role("link", name=waiting, exact=True).click()
    page_editor.send_on(approver, "Approve and Publish")


def find_and_apply(business: Page) -> str:
    """Find the challenge, read it, apply with a file, and return the receipt's reference."""
    business.goto("/challenges/")
    business.get_by_label("Search challenges").fill("north walls")
    business.get_by_role("search", name="Challenges").get_by_role("button").click()
    expect(business.get_by_text("1 challenge found")).to_be_visible()
    business.get_by_role("link", name="Warm walls").click()
    expect(business.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(business.locator("#end_users b")).to_have_text("cold")
    business.get_by_role("link", name="Apply for this challenge").click()
    business.get_by_label("Business name").fill("Drywall Labs")
    business.get_by_label("Your name").fill("Ada Okafor")
    business.get_by_label("Email address", exact=True).fill("ada@example.com")
    business.get_by_label("Micro").check()
    business.get_by_label("Postcode").fill("b1 1bb")
    business.get_by_label("What is your idea?").fill("We listen to the wall.")
    business.get_by_label("Show us a drawing").set_input_files(DRAWING)
    business.get_by_label("You may contact me").check()
    business.get_by_label("I accept the terms").check()
    business.get_by_role("button", name="Send your application").click()
    expect(business.get_by_role("alert")).to_contain_text("We have your application")
    for text in ("We listen to the wall.", "drawing.pdf", "B1 1BB"):
        expect(business.get_by_role("main")).to_contain_text(text)
    return business.locator("h1 + p strong").inner_text()


def close_the_challenge() -> None:
    """Move the closing time into the past: nobody waits two weeks for a test."""
    ChallengePage.objects.filter(slug="warm-walls").update(
        closes_at=timezone.now() - timedelta(minutes=1)
    )


def match(moderator: Page, reference: str) -> None:
    """Take the application from the admin's home page to a match, and read its file."""
    moderator.get_by_role("link", name="1 application waits").click()
    moderator.get_by_role("link", name=reference).click()
    with moderator.expect_download() as download:
        moderator.get_by_role("link", name="drawing.pdf").first.click()
    assert Path(download.value.path()).read_bytes() == PDF
    decide(moderator, "Eligible", "Eligible")
    open_application(moderator, reference)
    decide(moderator, "Start assessment", "In assessment")
    moderator.get_by_label("Reason to “Match”").fill("Gentle, and already tried in ten homes.")
    decide(moderator, "Match", "Matched")


def select(moderator: Page, reference: str) -> None:
    """Select the matched application."""
    open_application(moderator, reference)
    moderator.get_by_label("Reason to “Select”").fill("The clearest plan.")
    decide(moderator, "Select", "Selected")


def open_application(moderator: Page, reference: str) -> None:
    """Open the application from the list of all of them."""
    moderator.get_by_role("link", name="Applications", exact=True).first.click()
    moderator.get_by_role("link", name=reference).click()


def decide(moderator: Page, action: str, state: str) -> None:
    """Make a move on the application's screen, and see the new state."""
    moderator.get_by_role("button", name=action, exact=True).click()
    expect(moderator.locator(".messages")).to_contain_text(f"is now: {state}.")


def announce(moderator: Page, action: str, state: str) -> None:
    """Move the challenge on, from the board."""
    moderator.get_by_role("link", name="Challenge progress").click()
    moderator.get_by_role("link", name="Warm walls").click()
    moderator.get_by_role("button", name=action, exact=True).click()
    expect(moderator.locator(".messages")).to_contain_text(f"The public now reads: {state}.")


def tell(moderator: User) -> None:
    """Let the applicant know: `test_release.py` does it in the browser."""
    page = ChallengePage.objects.get(slug="warm-walls")
    DecisionLetter.objects.update(stronger="Gentle.")
    seen = {group.status: group.print for group in ready_groups(page)}
    plan_release(page, seen, by=moderator)


def publish_story(approver: Page, reference: str) -> None:
    """Write and publish a story about the challenge and the selected application."""
    approver.goto("/admin/")
    page_editor.add_page(approver, "Success stories")
    page_editor.fill(approver, Title="The wall that spoke", Summary="Ten homes are warm again.")
    story = approver.get_by_role("region", name="Story")
    story.get_by_role("button", name="Insert a block").click()
    approver.get_by_role("option", name="Text").click()
    page_editor.write(approver, "Story", "It listened.")
    page_editor.open_tab(approver, "What it is about")
    approver.get_by_role("combobox", name="Challenge").select_option("Warm walls")
    approver.get_by_role("combobox", name="Selected application").select_option(
        f"{reference} Drywall Labs"
    )
    page_editor.send_on(approver, "Publish")


def read_story(reader: Page) -> None:
    """Read the story from the front page, whose figures count what happened."""
    reader.goto("/")
    so_far = reader.locator("section", has=reader.get_by_role("heading", name="So far"))
    for figure in (
        "1 challenge published",
        "1 application received",
        "1 business matched with a challenge",
        "1 business selected",
    ):
        expect(so_far).to_contain_text(figure)
    reader.get_by_role("link", name="The wall that spoke").click()
    expect(reader.get_by_role("main")).to_contain_text("It listened.")
    reader.get_by_role("link", name="Warm walls").click()
    expect(reader.get_by_role("main")).to_contain_text("A business has been selected.")
    expect(reader.get_by_role("link", name="The wall that spoke")).to_be_visible()


def figures(reader: Page) -> dict[str, int]:
    """Return three of the figures that the programme's page shows to the public."""
    reader.goto("/programmes/warm-homes/")
    rows = {}
    for name in ("Applications", "Matched", "Selected"):
        row = reader.get_by_role("row").filter(has=reader.get_by_role("rowheader", name=name))
        rows[name] = int(row.get_by_role("cell").inner_text())
    return rows
