"""Screens of staff in a browser: axe, single keys, and a bulk action from list to result.

axe looks at our own part of each screen. The menu, the header and the footer around it are
Wagtail's, and what it finds there is not ours to mend.
"""

from django.utils import timezone

from applications.models.status import Status
from authorities.models import Role
from challenges.models import ChallengeRule
from search.models import ClickCount, SearchCount
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.journeys.accessibility import COLOURS, findings


def test_axe_finds_nothing_on_the_queues_screens_and_the_report(site, sign_in):
    challenge = ChallengePageFactory(authority=site, closed=True)
    challenge.eligibility_rules.set([ChallengeRule(text="Is in the UK.")])
    challenge.save()
    screened = ApplicationFactory(page=challenge, status=Status.SCREENING)
    ApplicationFactory(page=challenge, status=Status.NOT_MATCHED)
    sealed = ApplicationFactory(page=ChallengePageFactory(authority=site, is_sealed=True))
    ApplicationFactory.create_batch(26, page=challenge)
    today = timezone.localdate()
    SearchCount.objects.create(authority=site, words="damp", day=today, times=9, found_nothing=3)
    ClickCount.objects.create(authority=site, words="damp", day=today, times=9, page=challenge)
    moderator, editor = sign_in(Role.MODERATOR), sign_in(Role.EDITOR)
    found = []
    for window, address, part in (
        (moderator, "/admin/", ".home-desk"),
        (moderator, "/admin/queue/?status=waiting", ".desk"),
        (moderator, f"/admin/queue/inspect/{screened.pk}/?list=status%3Dwaiting&at=1", ".desk"),
        (moderator, f"/admin/queue/inspect/{sealed.pk}/", ".desk"),
        (editor, "/admin/reports/searches/", ".desk"),
    ):
        assert window.goto(address).status == 200
        found += [f"{address}: {finding}" for finding in findings(window, part=part)]
        window.emulate_media(color_scheme="dark")
        found += [f"{address}, dark: {line}" for line in findings(window, COLOURS, part=part)]
        window.emulate_media(color_scheme="light")
    moderator.goto("/admin/queue/")
    moderator.get_by_role("radio", name="found, on all pages").check()
    moderator.get_by_label("Action").select_option(label="Mark as ineligible")
    moderator.get_by_role("button", name="Preview").click()
    moderator.get_by_role("heading", name="What will happen").wait_for()
    found += [f"preview: {finding}" for finding in findings(moderator, part=".desk")]
    moderator.get_by_label("Reason, from the list").select_option(label="Another reason")
    moderator.get_by_label("Reason, in a sentence").fill("A trial.")
    moderator.get_by_role("button", name="Mark as ineligible").click()
    moderator.get_by_role("status").filter(has_text="Done with").wait_for()
    found += [f"result: {finding}" for finding in findings(moderator, part=".desk")]
    assert found == []
    screened.refresh_from_db()
    assert screened.status == Status.INELIGIBLE


def test_single_keys_move_through_the_queue_and_can_be_turned_off(site, sign_in):
    challenge = ChallengePageFactory(authority=site, closed=True)
    rows = ApplicationFactory.create_batch(3, page=challenge)
    moderator = sign_in(Role.MODERATOR)
    moderator.goto("/admin/queue/")
    moderator.get_by_label("Search").last.press("j")
    assert moderator.get_by_label("Search").last.input_value() == "j"
    moderator.get_by_role("heading", name="Applications").click()
    for key, row in (("j", 0), ("j", 1), ("k", 0), ("j", 1)):
        moderator.keyboard.press(key)
        focused = moderator.evaluate("() => document.activeElement.textContent")
        assert focused == rows[row].reference
    moderator.keyboard.press("o")
    moderator.get_by_role("heading", name=rows[1].reference).wait_for()
    moderator.keyboard.press("n")
    moderator.get_by_role("heading", name=rows[2].reference).wait_for()
    moderator.keyboard.press("s")
    moderator.get_by_text("is now: Screening").wait_for()
    rows[2].refresh_from_db()
    assert rows[2].status == Status.SCREENING
    moderator.get_by_label("Single-key shortcuts").uncheck()
    moderator.keyboard.press("p")
    moderator.reload()
    moderator.keyboard.press("p")
    assert moderator.get_by_role("heading", name=rows[2].reference).is_visible()
    assert not moderator.get_by_label("Single-key shortcuts").is_checked()
