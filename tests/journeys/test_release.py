"""From a decision to what its applicant reads, by keyboard, and the record of it all."""

from playwright.sync_api import expect

from applications.models import DecisionLetter
from applications.models.status import Status
from applications.workflow.transitions import move
from authorities.models import Role
from challenges.models import ChallengeCriterion
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.journeys.accessibility import findings
from tests.journeys.keyboard import tab_to


def decided(site):
    """Return an application that is not matched, and one in reserve; both have letters."""
    page = ChallengePageFactory(authority=site, closed=True, stage=Stage.ASSESSING)
    ChallengeCriterion.objects.create(page=page, name="Impact", weight=100)
    manager = UserFactory.working_for(site, Role.PROGRAMME_MANAGER)
    made = []
    for to in (Status.NOT_MATCHED, Status.RESERVE):
        application = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
        move(application, to, by=manager, reason="Because.")
        made.append(application)
    scores = [{"criterion": 1, "name": "Impact", "weight": 100, "mean": "3.5", "maximum": 5}]
    DecisionLetter.objects.filter(status=Status.RESERVE).update(
        stronger="Name a partner.", scores=scores, shows_scores=True
    )
    return page, *made


def test_a_moderator_writes_feedback_releases_and_the_applicant_reads_it(site, sign_in, desktop):
    page, refused, _reserve = decided(site)
    moderator = sign_in(Role.MODERATOR)
    moderator.goto(f"/admin/releases/{page.pk}/")
    assert findings(moderator, part=".desk") == []
    expect(moderator.get_by_text("They cannot be released before")).to_be_visible()

    link = moderator.locator(".desk__error").get_by_role("link", name=refused.reference)
    tab_to(moderator, link)
    moderator.keyboard.press("Enter")
    expect(moderator.get_by_role("button", name="Keep the letter")).to_be_visible()
    assert findings(moderator, part=".desk") == []
    tab_to(moderator, moderator.get_by_label("Comment: Impact"))
    moderator.keyboard.type("Brave, and not yet tried.")
    moderator.get_by_role("button", name="Keep the letter").press("Enter")
    expect(moderator.locator(".messages")).to_contain_text("The letter is kept")

    moderator.goto(f"/admin/releases/{page.pk}/")
    tab_to(moderator, moderator.get_by_label("Not matched (1)"))
    moderator.keyboard.press("Space")
    tab_to(moderator, moderator.get_by_role("button", name="Release"))
    moderator.keyboard.press("Enter")
    confirm = moderator.get_by_role("button", name="I have read it: tell 1 applicant")
    expect(confirm).to_be_visible()
    expect(moderator.locator(".desk")).to_contain_text("Brave, and not yet tried.")
    assert findings(moderator, part=".desk") == []
    tab_to(moderator, confirm)
    moderator.keyboard.press("Enter")
    expect(moderator.locator(".messages")).to_contain_text("1 applicant can read the decision now")

    desktop.goto(refused.private_path)
    expect(
        desktop.get_by_role("heading", name="You are not matched with this challenge")
    ).to_be_visible()
    expect(desktop.get_by_role("main")).to_contain_text("Brave, and not yet tried.")
    assert findings(desktop) == []


def test_axe_finds_nothing_on_the_record_and_its_neighbours(site, sign_in):
    page, application, _reserve = decided(site)
    manager = sign_in(Role.PROGRAMME_MANAGER)
    found = []
    for address in (
        f"/admin/record/{page.pk}/",
        f"/admin/record/{page.pk}/?redacted",
        f"/admin/record/{page.pk}/observers/",
        f"/admin/record/application/{application.pk}/",
        f"/admin/queue/inspect/{application.pk}/",
        f"/admin/progress/{page.pk}/",
    ):
        assert manager.goto(address).status == 200
        found += [f"{address}: {finding}" for finding in findings(manager, part=".desk")]
    assert found == []


def test_a_printed_record_is_whole_and_has_no_links_between_screens(site, sign_in):
    page, _application, _reserve = decided(site)
    manager = sign_in(Role.PROGRAMME_MANAGER)
    manager.goto(f"/admin/record/{page.pk}/")
    expect(manager.get_by_role("navigation", name="This challenge")).to_be_visible()
    manager.emulate_media(media="print")
    expect(manager.get_by_role("navigation", name="This challenge")).to_be_hidden()
    cut = "() => document.querySelector('.record').clientHeight - document.body.clientHeight"
    assert manager.evaluate(cut) <= 0
