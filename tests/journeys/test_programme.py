"""A programme in a browser: from a colleague's problem to the report of what came of it."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from post_office.models import Email

from authorities.models import AuthoritySettings, Role
from challenges.models import ChallengePage, Milestone, Proposal
from challenges.models.status import Stage
from challenges.proposals.news import tell_proposers
from tests.factories import ProgrammePageFactory
from tests.journeys import page_editor
from tests.journeys.accessibility import findings
from tests.journeys.keyboard import tab_to
from tests.journeys.test_reflow import WIDTH
from tests.signing_in import newest_code

CAL, DEE = "cal@council.gov.uk", "dee@council.gov.uk"
SAM, LEE = "sam@example.org", "lee@example.org"
PROBLEM, REASON = "Nobody reads planning notices", "The budget went to the flood."


def test_a_colleagues_problem_becomes_a_programmes_report(site, open_window, sign_in):
    AuthoritySettings.objects.filter(site=site).update(proposal_domains="council.gov.uk")
    programme = ProgrammePageFactory(authority=site, title="Warm homes", slug="warm-homes")
    cal = open_window(390, 844, has_touch=True, java_script_enabled=False)
    propose(cal)
    narrow, stranger = open_window(320, 640), open_window(320, 640)
    support(narrow)
    manager = sign_in(Role.PROGRAMME_MANAGER)
    take_up(manager)
    hold_session(manager, narrow, open_window)
    brief = select_a_business()
    assert "The challenge stands at: Selected." in newest_mail(CAL)
    follow_up(manager, brief)
    keep(manager, "budgetline", Funder="The fund", Amount="12,500.50", Public=True)
    keep(manager, "lesson", What_it_is="Worked", The_lesson="Two hours are enough.", Public=True)
    report = make_report(manager, programme)
    keep(manager, "budgetline", Funder="Another fund", Amount="1", Public=True)

    for window, address, said in (
        (cal, "/proposals/", "Became a brief"),
        (stranger, programme.url, "Two hours are enough."),
        (stranger, programme.url, "Another fund"),
        (stranger, programme.url, REASON),
        (stranger, brief.url, REASON),
        (stranger, report, "£12,500.50"),
    ):
        window.goto(address)
        expect(window.get_by_role("main")).to_contain_text(said)
        look(window, address, is_scripted=window is stranger)
    expect(stranger.get_by_role("main")).not_to_contain_text("Another fund")
    stranger.goto("/proposals/")
    stranger.wait_for_url("**/account/sign-in/**")


def look(window: Page, name: str, *, is_scripted: bool = True) -> None:
    """See that axe finds nothing, and that nothing is wider than a narrow window."""
    if is_scripted:
        assert findings(window) == [], name
        assert window.evaluate(WIDTH) <= 320, name


def look_at_desk(window: Page) -> None:
    """See that axe finds nothing in our part of a screen of the admin."""
    window.locator(".desk").wait_for()
    assert findings(window, part=".desk") == [], window.url


def newest_mail(to: str) -> str:
    """Return what the newest mail to somebody says."""
    return Email.objects.filter(to=to).order_by("-pk")[0].message


def own_page(to: str) -> str:
    """Return the path of a guest's own page, from their mail."""
    return re.search(r"/sessions/\w+/", newest_mail(to))[0]


def propose(cal: Page) -> None:
    """Answer five questions on a phone without a script, and prove the address by a code."""
    cal.goto("/proposals/new/")
    for label, text in (
        ("What is the problem?", PROBLEM),
        ("Who has it?", "Residents near a building site."),
        ("What happens today?", "A paper hangs on a lamp post."),
        ("What would be better?", "People hear of it before it is built."),
        ("Your name", "Cal Okafor"),
        ("Your work email address", CAL),
    ):
        cal.get_by_label(label).fill(text)
    cal.get_by_role("button", name="Send your proposal").click()
    cal.get_by_label("Code").fill(newest_code(CAL))
    cal.get_by_role("button", name="Continue").click()
    cal.get_by_role("button", name="Send what you wrote").click()
    expect(cal.get_by_role("heading", level=1)).to_have_text(PROBLEM)
    expect(cal.get_by_text("We have your proposal")).to_be_visible()
    assert PROBLEM in newest_mail(CAL)


def support(dee: Page) -> None:
    """Sign in, and say by keyboard in a narrow window that one has it, too."""
    dee.goto("/proposals/new/")
    look(dee, "the form")
    dee.goto("/account/sign-in/?next=/proposals/")
    dee.get_by_label("Email address", exact=True).fill(DEE)
    dee.get_by_role("button", name="Send me a code").click()
    dee.get_by_label("Code").fill(newest_code(DEE))
    dee.get_by_role("button", name="Continue").click()
    dee.get_by_role("heading", name="Problems that colleagues proposed").wait_for()
    look(dee, "the list")
    dee.get_by_role("link", name=PROBLEM).click()
    dee.get_by_role("heading", name=PROBLEM, level=1).wait_for()
    look(dee, "a proposal")
    expect(dee.get_by_role("main")).not_to_contain_text("Cal Okafor")
    for label, text in (
        ("How do you notice it?", "Callers ask why nobody told them."),
        ("Your name", "Dee Diaz"),
    ):
        tab_to(dee, dee.get_by_label(label))
        dee.keyboard.type(text)
    tab_to(dee, dee.get_by_role("button", name="We have this, too"))
    dee.keyboard.press("Enter")
    expect(dee.get_by_text("We have noted that you have this problem")).to_be_visible()
    expect(dee.locator(".govuk-inset-text")).to_have_text("Callers ask why nobody told them.")


def take_up(manager: Page) -> None:
    """Group the proposal, and make a draft brief of it."""
    manager.goto("/admin/proposals/")
    look_at_desk(manager)
    manager.get_by_role("link", name=PROBLEM).click()
    look_at_desk(manager)
    expect(manager.locator(".desk")).not_to_contain_text("Dee Diaz")
    field(manager, "Group").fill("Planning notices")
    field(manager, "Programme").select_option("Warm homes")
    manager.get_by_role("button", name="Keep").click()
    expect(manager.locator(".messages")).to_contain_text("Where it belongs is kept.")
    manager.get_by_role("button", name="Make a draft brief of it").click()
    expect(manager.locator(".messages")).to_contain_text("“Planning notices” is made")
    assert Proposal.objects.get().brief.live is False


def hold_session(manager: Page, guest: Page, open_window) -> None:
    """Invite two to one place: who waits gets it, and is ticked on a phone."""
    starts = timezone.localtime() + timedelta(days=9)
    manager.goto("/admin/snippets/challenges/session/add/")
    field(manager, "Programme").select_option("Warm homes")
    field(manager, "Title").fill("First workshop")
    page_editor.set_moment(manager, "Starts", starts)
    page_editor.set_moment(manager, "Ends", starts + timedelta(hours=2))
    manager.get_by_role("spinbutton", name="Places", exact=True).fill("1")
    save(manager, "session")
    manager.get_by_role("link", name="First workshop", exact=True).click()
    look_at_desk(manager)
    manager.get_by_label("Addresses").fill(f"Sam <{SAM}>\nLee <{LEE}>")
    manager.get_by_role("button", name="Invite these").click()
    expect(manager.locator(".messages")).to_contain_text("2 people are invited.")

    answer(guest, SAM, "Yes, I will come", "You have a place.")
    answer(guest, LEE, "Yes, I will come", "You are in line")
    answer(guest, SAM, "Give up my place", "you will not come")
    assert "it is yours" in newest_mail(LEE)
    guest.goto(own_page(LEE))
    expect(guest.get_by_role("button", name="Give up my place")).to_be_visible()

    door = open_window(390, 844, has_touch=True, storage_state=manager.context.storage_state())
    door.goto(manager.url)
    door.get_by_role("button", name="Lee is there").tap()
    expect(door.locator(".messages")).to_contain_text("Lee was there.")
    look_at_desk(door)


def answer(guest: Page, who: str, button: str, said: str) -> None:
    """Answer by keyboard on the page that the mail names."""
    guest.goto(own_page(who))
    look(guest, button)
    tab_to(guest, guest.get_by_role("button", name=button))
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("main")).to_contain_text(said)


def select_a_business() -> ChallengePage:
    """Publish the brief and announce a selection: other journeys do it in the browser."""
    now = timezone.now()
    ChallengePage.objects.update(
        live=True,
        stage=Stage.SELECTED,
        stage_changed_at=now,
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=2),
    )
    tell_proposers(now)
    return ChallengePage.objects.get()


def follow_up(manager: Page, brief: ChallengePage) -> None:
    """Plan what follows, and say why nothing was procured."""
    manager.goto(f"/admin/track/{brief.pk}/")
    manager.get_by_role("button", name="Plan them").click()
    expect(manager.locator(".messages")).to_contain_text("6 milestones are planned.")
    look_at_desk(manager)
    manager.get_by_role("link", name="Procurement", exact=True).click()
    field(manager, "State").select_option("Came to nothing")
    field(manager, "Public").check()
    manager.get_by_role("button", name="Save", exact=True).click()
    expect(manager.get_by_text("what came to nothing has one")).to_be_visible()
    field(manager, "Why it came to nothing").fill(REASON)
    save(manager, "milestone")
    assert Milestone.objects.get(kind="procurement").reason == REASON


def keep(manager: Page, model: str, **values: str | bool) -> None:
    """Keep something of the programme's, with these values by their labels."""
    manager.goto(f"/admin/snippets/challenges/{model}/add/")
    for label, value in {"Programme": "Warm homes", **values}.items():
        found = field(manager, label.replace("_", " "))
        if value is True:
            found.check()
        elif found.evaluate("found => found.tagName") == "SELECT":
            found.select_option(value)
        else:
            found.fill(value)
    save(manager, model)


def field(manager: Page, label: str) -> Locator:
    """Return the field of this label in a form of the admin; panels have labels, too."""
    fields = manager.locator("main").locator("input, select, textarea")
    return fields.and_(manager.get_by_label(re.compile(rf"^\s*{label}")))


def save(manager: Page, model: str) -> None:
    """Save, and wait for the list of what is kept."""
    manager.get_by_role("button", name="Save", exact=True).click()
    manager.wait_for_url(f"**/snippets/challenges/{model}/")


def make_report(manager: Page, programme) -> str:
    """Look at dashboard and lessons, make a report, and return its path."""
    for address in ("/admin/programmes/", "/admin/programmes/lessons/"):
        manager.goto(address)
        look_at_desk(manager)
    manager.goto(f"/admin/programmes/{programme.pk}/")
    look_at_desk(manager)
    manager.get_by_role("link", name="Make a report").click()
    look_at_desk(manager)
    manager.get_by_label("Your own text").fill("It went well.")
    manager.get_by_role("button", name="Make the report").click()
    manager.wait_for_url("**/reports/**")
    return manager.url
