"""A moderator takes twenty-one applications from submitted to told, and each click is counted."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from applications.models import (
    Application,
    Assignment,
    DecisionLetter,
    Entry,
    Event,
    RuleCheck,
    SentScores,
)
from applications.models.status import Status
from authorities.models import Role
from challenges.models import ChallengePage, ChallengeRule
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.assessment import AssessorFactory, with_criteria
from tests.journeys.accessibility import findings

NUMBER = 21
INELIGIBLE = (4, 11)


class Hand:
    """What the moderator does with the mouse and the keyboard, counted."""

    def __init__(self, window: Page) -> None:
        self.window, self.count = window, 0

    def click(self, target: Locator) -> None:
        self.count += 1
        target.click()

    def press(self, name: str) -> None:
        self.click(self.window.get_by_role("button", name=name))

    def follow(self, name: str) -> None:
        ours = self.window.locator(".desk, .home-desk")
        self.click(ours.get_by_role("link", name=name).first)

    def fill(self, target: Locator, text: str) -> None:
        self.count += 1
        target.fill(text)

    def tick(self, target: Locator) -> None:
        self.count += 1
        target.check()

    def choose(self, target: Locator, label: str) -> None:
        self.count += 1
        target.select_option(label=label)


def sent(site) -> ChallengePage:
    """Return a closed challenge with rules, criteria, two assessors and the applications."""
    page = with_criteria(ChallengePageFactory(authority=site, closed=True, title="Damp homes"))
    page.eligibility_rules.set([ChallengeRule(text="Is in the UK."), ChallengeRule(text="Is one.")])
    page.save()
    for _ in range(2):
        AssessorFactory(page=page)
    for number in range(NUMBER):
        ApplicationFactory(
            page=page, status_changed_at=timezone.now() - timedelta(days=1, minutes=60 - number)
        )
    return page


def score_all(page) -> None:
    """Let the assessors send: what was sent first scores highest."""
    keys = [one.pk for one in page.criteria.all()]
    for place, assignment in enumerate(Assignment.objects.order_by("application_id", "pk")):
        score = max(0, 5 - place // 8)
        rows = [
            {"criterion": key, "name": "", "weight": 0, "score": score}
            | {"comment": "", "private_comment": ""}
            for key in keys
        ]
        SentScores.objects.create(assignment=assignment, number=1, version=1, scores=rows)
    Assignment.objects.update(sent_at=timezone.now(), version=1)


def screen(hand: Hand, rule: str) -> None:
    hand.follow(f"{NUMBER} to screen")
    hand.click(hand.window.locator("[data-open]").first)
    for number in range(NUMBER):
        before = hand.window.url
        if number in INELIGIBLE:
            hand.click(hand.window.locator("summary", has_text="Not eligible"))
            hand.tick(hand.window.get_by_role("checkbox", name=rule))
            hand.press("Not eligible")
        else:
            hand.press("It keeps every rule: eligible")
        hand.window.wait_for_url(lambda url, before=before: url != before)


def decide(hand: Hand, rows: list[Application], label: str, reason: str) -> None:
    for row in rows:
        hand.tick(hand.window.get_by_label(f"Choose {row.reference}"))
    hand.choose(hand.window.get_by_label("Decide about what is ticked"), label)
    hand.press("Go on to the reason")
    hand.fill(hand.window.get_by_label("Reason, in a sentence"), reason)
    assert findings(hand.window, part=".desk") == []
    hand.press(f"{label}: {len(rows)}")
    expect(hand.window.get_by_role("status").filter(has_text="Done with")).to_be_visible()


def test_from_submitted_to_told_takes_at_most_six_clicks_and_fields_each(site, sign_in):
    page = sent(site)
    moderator = sign_in(Role.MODERATOR)
    hand = Hand(moderator)

    screen(hand, "Is in the UK.")
    assert RuleCheck.objects.values("application").distinct().count() == NUMBER
    assert Entry.objects.filter(event=Event.RULES_CHECKED).count() == NUMBER
    assert Application.objects.filter(status=Status.INELIGIBLE).count() == len(INELIGIBLE)

    hand.follow("Assessment")
    due = timezone.localdate() + timedelta(days=14)
    hand.fill(moderator.locator("#id_allocation-due_on"), due.isoformat())
    hand.press("Share out")
    expect(moderator.locator(".messages")).to_contain_text("are shared out")
    score_all(page)

    hand.follow("Comparison")
    assert findings(moderator, part=".desk") == []
    rows = list(Application.objects.filter(status=Status.IN_ASSESSMENT).order_by("pk"))
    decide(hand, rows[:3], "Match", "The strongest three.")
    hand.follow("Back to the comparison")
    decide(hand, rows[3:4], "Put in reserve", "Close behind.")
    hand.follow("Back to the comparison")
    decide(hand, rows[4:], "Do not match", "Others were stronger.")

    hand.follow("Letters and releases")
    hand.follow("Write feedback for all")
    assert findings(moderator, part=".desk") == []
    fields = moderator.get_by_label("What would have made it stronger")
    for number in range(NUMBER):
        hand.fill(fields.nth(number), f"Advice of its own, number {number}.")
    hand.press("Keep the feedback")
    expect(moderator.locator(".messages")).to_contain_text("21 letters are kept")

    for group in ("Ineligible (2)", "Matched (3)", "Reserve (1)", "Not matched (15)"):
        hand.tick(moderator.get_by_label(group, exact=True))
    hand.press("Release")
    hand.press(f"I have read them: tell {NUMBER} applicants")
    expect(moderator.locator(".messages")).to_contain_text("21 applicants can read the decision")

    hand.follow("Progress")
    assert findings(moderator, part=".desk") == []
    expect(moderator.locator(".desk-next")).to_contain_text("the public still reads “Closed”")
    hand.press("Start assessing")
    hand.press("Announce the matches")
    expect(moderator.locator(".desk-next")).to_contain_text("nothing waits for you")

    page.refresh_from_db()
    assert page.stage == Stage.MATCHED
    told = DecisionLetter.objects.told(timezone.now())
    assert len({letter.stronger for letter in told}) == NUMBER
    now = timezone.now()
    assert all(one.told_status(now) == one.status for one in Application.objects.all())
    assert hand.count / NUMBER <= 6, f"{hand.count} clicks and fields"
