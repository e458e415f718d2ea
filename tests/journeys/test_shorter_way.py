"""On a phone: what stands above the first result, and what it takes from a brief to its receipt.

Each figure stands beside what it was before the header, the brief and the form were shortened.
"""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from applications.models import Kind
from authorities.models import AuthoritySettings
from challenges.models import ChallengeCriterion, ChallengePage
from marketplace.demo.content import read, rich
from tests.factories import ChallengePageFactory, ClarificationFactory, QuestionFactory
from tests.journeys.walk import Walk

# As this same walk was counted before: 15 fields of which each takes a tap, and one to send.
BEFORE = SimpleNamespace(screenfuls=14.8, taps=16, fields=15)
TOP = "(element) => element.getBoundingClientRect().top + window.scrollY"


@pytest.fixture
def brief(site, pictures) -> ChallengePage:
    """A brief of the demonstration's length, which asks eight questions."""
    entry = read("challenges/damp-and-mould")
    page = ChallengePageFactory(
        authority=site,
        title=entry["title"],
        slug=entry["slug"],
        question=entry["question"],
        summary=entry["summary"],
        **{name: rich(entry[name]) for name in ChallengePage.ANSWERS},
        contract_route=entry["contract_route"],
        prize_minimum=entry["prize_minimum"],
        prize_maximum=entry["prize_maximum"],
        picture=pictures[0],
        picture_is_decorative=True,
        eligibility="".join(f"<p>{rule}</p>" for rule in entry["rules"]),
        key_dates=[
            ("key_date", {"label": row["label"], "when": "1 March 2027", "text": ""})
            for row in entry["key_date"]
        ],
        questions=[
            QuestionFactory(
                sort_order=order,
                label=row["label"],
                help_text=row["help_text"],
                field_type=Kind.LONG_TEXT if order == 1 else Kind.SHORT_TEXT,
            )
            for order, row in enumerate(entry["form_question"])
        ],
    )
    page.criteria.set([ChallengeCriterion(**row) for row in entry["criterion"]])
    page.save()
    for row in entry["clarification"]:
        ClarificationFactory(page=page, **row)
    return page


@pytest.fixture
def apply_form(phone) -> Locator:
    """Where the form begins."""
    return phone.locator("#apply form[data-autosave]")


def open_brief(phone: Page, brief: ChallengePage) -> None:
    """Open the brief at its top."""
    phone.goto(f"/challenges/{brief.slug}/")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("name", ["Bath", "West Midlands Combined Authority"])
def test_the_header_is_slim_on_every_page_and_the_first_result_is_seen_at_once(
    site, brief, phone, name
):
    AuthoritySettings.objects.filter(site=site).update(is_demonstration=True, name=name)
    for address in ("/", "/challenges/", "/search/?q=damp", f"/challenges/{brief.slug}/"):
        phone.goto(address)
        header = phone.locator("header.app-header").bounding_box()
        assert header
        assert header["height"] <= 96, address  # 313 before
    phone.goto("/challenges/")
    assert phone.locator(".app-card").first.evaluate(TOP) < 700  # 808 before


def test_the_form_begins_after_the_facts_and_lines_that_open(brief, phone, apply_form):
    open_brief(phone, brief)
    assert apply_form.evaluate(TOP) < 2800  # 10,030 before


def test_from_the_brief_to_the_receipt_takes_a_third_fewer_screenfuls_and_no_tap_more(brief, phone):
    open_brief(phone, brief)
    walk = Walk(phone)
    walk.fill(phone.get_by_label("Business name"), "Drywall Labs")
    walk.fill(phone.get_by_label("Your name"), "Ada Okafor")
    walk.fill(phone.get_by_label("Email address", exact=True), "ada@example.com")
    walk.choose(phone.get_by_label("Micro"))
    walk.fill(phone.get_by_label("Postcode"), "B1 1BB")
    finish(phone, brief, walk)
    assert walk.screenfuls <= BEFORE.screenfuls * 2 / 3
    # One tap for each question and one to send: fewer would need a field less.
    assert (walk.taps, walk.fields) == (BEFORE.taps, BEFORE.fields)


def finish(phone: Page, brief: ChallengePage, walk: Walk) -> None:
    """Answer the brief's own questions, agree and send, up to the receipt."""
    for question in brief.questions.all():
        walk.fill(phone.locator(f"#id_{question.clean_name}"), "We listen to the wall.")
    walk.choose(phone.get_by_label("You may contact me"))
    walk.choose(phone.get_by_label("I accept the terms"))
    walk.press(phone.get_by_role("button", name="Send your application"))
    expect(phone.get_by_role("alert")).to_contain_text("We have your application")
