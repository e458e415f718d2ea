"""With JavaScript off: everything that the public does."""

import pytest
from playwright.sync_api import Page, expect

from applications.models import Application, Kind
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, QuestionFactory, ThemeFactory

DRAWING = {"name": "drawing.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def challenge(site):
    return ChallengePageFactory(
        authority=site,
        title="Damp walls",
        slug="damp-walls",
        themes=[ThemeFactory(authority=site, name="Better health", slug="better-health")],
        questions=[
            QuestionFactory(),
            QuestionFactory(label="Show us a drawing", field_type=Kind.FILE),
        ],
    )


def test_the_listing_searches_filters_and_turns_its_pages(site, challenge, without_scripts):
    quiet = ThemeFactory(authority=site, name="Quiet streets", slug="quiet-streets")
    for number in range(20):
        ChallengePageFactory(authority=site, title=f"Quiet street {number}", themes=[quiet])
    listing = without_scripts
    listing.goto("/challenges/")
    expect(listing.get_by_text("21 challenges found")).to_be_visible()
    listing.get_by_role("link", name="Next page").click()
    expect(listing.get_by_role("article")).to_have_count(1)
    search(listing, "quiet")
    expect(listing.get_by_text("20 challenges found")).to_be_visible()
    search(listing, "")
    listing.get_by_role("checkbox", name="Better health").check()
    listing.get_by_role("button", name="Show what fits").click()
    expect(listing.get_by_text("1 challenge found")).to_be_visible()
    listing.get_by_role("link", name="Damp walls").click()
    expect(listing.get_by_role("heading", level=1)).to_have_text(challenge.question)


def search(listing: Page, words: str) -> None:
    """Search the listing for words."""
    listing.get_by_label("Search challenges").fill(words)
    listing.get_by_role("search", name="Challenges").get_by_role("button").click()


def test_an_application_with_a_file_is_sent(challenge, without_scripts):
    without_scripts.goto("/challenges/damp-walls/")
    fill_in(without_scripts)
    without_scripts.get_by_role("button", name="Send your application").click()
    expect(without_scripts.get_by_text("We have your application").first).to_be_visible()
    expect(without_scripts.get_by_role("link", name="drawing.pdf")).to_be_visible()
    assert Application.objects.get().files.count() == 1


def test_a_refused_form_keeps_the_text_and_the_file(challenge, without_scripts):
    without_scripts.goto("/challenges/damp-walls/")
    fill_in(without_scripts)
    without_scripts.get_by_label("Postcode").fill("the moon")
    without_scripts.get_by_role("button", name="Send your application").click()
    expect(without_scripts.get_by_role("link", name="Enter a full postcode")).to_be_visible()
    expect(without_scripts.get_by_role("button", name="Remove drawing.pdf")).to_be_visible()
    for label, text in (
        ("Business name", "Drywall Labs"),
        ("Postcode", "the moon"),
        ("What is your idea?", "We listen\nto the wall."),
    ):
        expect(without_scripts.get_by_label(label)).to_have_value(text)
    expect(without_scripts.get_by_label("Micro")).to_be_checked()
    assert not Application.objects.exists()


def fill_in(form: Page) -> None:
    """Answer every question rightly."""
    form.get_by_label("Business name").fill("Drywall Labs")
    form.get_by_label("Your name").fill("Ada Okafor")
    form.get_by_label("Email address", exact=True).fill("ada@example.com")
    form.get_by_label("Micro").check()
    form.get_by_label("Postcode").fill("B1 1BB")
    form.get_by_label("What is your idea?").fill("We listen\nto the wall.")
    form.get_by_label("Show us a drawing").set_input_files(DRAWING)
    form.get_by_label("You may contact me").check()
    form.get_by_label("I accept the terms").check()
