"""Screens of moderators, by axe and by keyboard: assessors, the pool, long work, corrections."""

from django.utils import timezone
from playwright.sync_api import expect

from applications.models import (
    Application,
    Correction,
    DecisionLetter,
    LongWork,
    PooledAssessor,
    Release,
)
from applications.models.status import Status
from applications.workflow.transitions import move
from authorities.models import Role, User
from challenges.models import ChallengeRule
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.journeys.accessibility import findings
from tests.journeys.keyboard import tab_to


def staged(site, moderator: User):
    """Return a challenge with assessors, a letter that was corrected, and long work."""
    page = with_criteria(
        ChallengePageFactory(authority=site, closed=True, stage=Stage.ASSESSING, title="Damp homes")
    )
    page.eligibility_rules.set([ChallengeRule(text="Is in the UK.")])
    page.save()
    ApplicationFactory.create_batch(2, page=page)
    assessor, other = AssessorFactory(page=page, name="Anna Park"), AssessorFactory(page=page)
    sent = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    AssignmentFactory(assessor=assessor, application=sent)
    PooledAssessor.objects.create(
        authority=site, name="Ben Osei", email="ben@example.net", skills="housing"
    )
    told = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    move(told, Status.NOT_MATCHED, by=moderator, reason="Others were stronger.")
    release = Release.objects.create(
        authority=site, page_id=page.pk, actor=moderator, visible_at=timezone.now()
    )
    DecisionLetter.objects.update(release=release, stronger="A partner.")
    letter = DecisionLetter.objects.get()
    Correction.objects.create(letter=letter, author=moderator, text="£8,000, not £9,000.")
    work = LongWork.objects.create(
        authority=site,
        user=moderator,
        kind=LongWork.Kind.BULK,
        title="Start screening",
        keys=[sent.pk, told.pk],
        done=1,
        results=[[sent.pk, False, "It is withdrawn."]],
    )
    return page, assessor, other, letter, work


def test_axe_finds_nothing_on_them_and_an_assessor_is_removed_by_keyboard(site, sign_in):
    window = sign_in(Role.MODERATOR)
    moderator = User.objects.get(groups__authority_group__role=Role.MODERATOR, is_active=True)
    page, assessor, other, letter, work = staged(site, moderator)
    found = []
    first = Application.objects.order_by("pk").first()
    for address, part in (
        ("/admin/", ".home-desk"),
        (f"/admin/progress/{page.pk}/", ".desk"),
        ("/admin/progress/", ".desk"),
        (f"/admin/queue/inspect/{first.pk}/?list=page%3D{page.pk}&at=0", ".desk"),
        (f"/admin/assessing/{page.pk}/", ".desk"),
        (f"/admin/releases/letters/{letter.pk}/", ".desk"),
        (f"/admin/queue/work/{work.pk}/", ".desk"),
    ):
        assert window.goto(address).status == 200
        found += [f"{address}: {finding}" for finding in findings(window, part=part)]
    window.goto(f"/admin/assessing/{page.pk}/")
    row = window.get_by_role("row").filter(has_text="Anna Park").first
    tab_to(window, row.locator("summary", has_text="Remove"))
    window.keyboard.press("Enter")
    row.get_by_label("Reason").fill("Left the council.")
    row.get_by_role("button", name="Remove").press("Enter")
    expect(window.get_by_label("Hand it on to")).to_be_visible()
    found += [f"removing: {finding}" for finding in findings(window, part=".desk")]
    window.get_by_label("Hand it on to").select_option(label=other.name)
    window.get_by_label("Reason").fill("Left the council.")
    window.get_by_role("button", name="Remove").press("Enter")
    expect(window.locator(".messages")).to_contain_text(f"with {other.name} now")
    assert not found, "\n".join(found)
    assessor.refresh_from_db()
    assert assessor.removed_at
