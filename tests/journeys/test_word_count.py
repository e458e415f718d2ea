"""The words that a browser counts are the server's."""

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.factories import ChallengePageFactory, QuestionFactory
from tests.journeys.places import path

CASES = Path(__file__).parent.parent / "authorities" / "forms" / "word_count.json"


def test_the_page_counts_as_the_server_does(site, desktop):
    question = QuestionFactory(label="Your idea", word_limit=100)
    desktop.goto(path(ChallengePageFactory(authority=site, questions=[question])))
    idea = desktop.get_by_label("Your idea")
    said = desktop.locator(".govuk-character-count__status")
    for case in json.loads(CASES.read_text()):
        idea.fill(case["text"])
        expect(said).to_have_text(f"You have {100 - case['words']} words remaining")


def test_what_is_pasted_is_never_cut_off(site, desktop):
    desktop.goto(path(ChallengePageFactory(authority=site)))
    name = desktop.get_by_label("Business name")
    name.fill("x" * 400)
    expect(name).to_have_value("x" * 400)
