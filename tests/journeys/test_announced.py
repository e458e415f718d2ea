"""A brief that is announced: somebody says what they could do, it opens, and they are told."""

import re

from django.utils import timezone
from playwright.sync_api import expect
from post_office.models import Email

from authorities.models import Role
from challenges.brief.engagement.opening import tell_interested
from challenges.models import ChallengePage
from tests.factories import ChallengePageFactory
from tests.journeys.accessibility import findings
from tests.journeys.places import path

SAM = "sam@example.com"


def test_announced_interest_opened_told(site, without_scripts, phone, sign_in):
    page = ChallengePageFactory(authority=site, announced=True)
    brief = path(page)
    phone.goto("/challenges/?state=announced")
    phone.get_by_role("link", name=page.title).click()
    expect(phone.locator(".app-brief__head").first).to_contain_text("Announced")
    assert findings(phone) == []
    expect(phone.get_by_role("button", name=re.compile("Send your application"))).to_have_count(0)

    without_scripts.goto(brief)
    without_scripts.get_by_role("link", name="Tell us what you could do").click()
    without_scripts.get_by_role("button", name="Tell us").click()
    expect(without_scripts.locator(".govuk-error-summary")).to_contain_text("Enter who you are.")
    without_scripts.get_by_label("Who are you?").fill("Okafor Sensors Ltd")
    without_scripts.get_by_label("What could you do?").fill("We listen to walls.")
    without_scripts.get_by_label("Your email address").fill(SAM)
    without_scripts.get_by_role("button", name="Tell us").click()
    expect(without_scripts.get_by_role("alert")).to_contain_text("We send a mail to your address")
    mail = Email.objects.get(to=SAM)
    without_scripts.goto(re.search(r"http\S+/confirm/", mail.message)[0])
    without_scripts.get_by_role("button").last.click()
    said = without_scripts.get_by_role("link", name="What you could do about")
    expect(said).to_be_visible()

    editor = sign_in(Role.EDITOR)
    editor.goto("/admin/briefs/")
    editor.get_by_role("link", name=re.compile("Who is interested")).click()
    expect(editor.get_by_role("table")).to_contain_text("We listen to walls.")
    assert findings(editor, part=".desk") == []

    ChallengePage.objects.filter(pk=page.pk).update(opens_at=timezone.now())
    assert tell_interested(timezone.now()) == 1
    told = Email.objects.filter(to=SAM).order_by("-pk")[0]
    assert told.subject == f"Open now: “{page.title}”"
    phone.goto(re.search(r"http\S+#apply", told.message)[0])
    phone.reload()
    expect(phone.locator("#apply")).to_contain_text("Apply")
    expect(phone.locator("#interest")).to_have_count(0)
