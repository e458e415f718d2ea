"""The track: planned, reminded of, told to the public, and what was said months later."""

from datetime import date, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.utils import timezone
from post_office.models import Email

from applications.models import Procurement
from applications.models.status import Status
from applications.release.outcomes import Plan, plan_procurement
from applications.workflow.transitions import move
from authorities.models import Role
from challenges.models import ChallengePage, FollowUp, FollowUpAnswer, Milestone
from challenges.models.status import Stage
from challenges.presentation.track import tracks_of
from challenges.programmes.milestones.open_work import open_work
from challenges.programmes.milestones.planning import USUAL, plan_usual
from challenges.programmes.milestones.reminders import ask_what_came, remind_milestone_owners
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.programmes import MilestoneFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
EDIT = "/admin/snippets/challenges/milestone/edit"


@pytest.fixture
def challenge(authority, programme):
    return ChallengePageFactory(
        authority=authority, closed=True, stage=Stage.SELECTED, programme=programme
    )


@pytest.fixture
def milestone(challenge, manager):
    return MilestoneFactory(challenge=challenge, owner=manager)


def steps(challenge, today=date(2027, 1, 1)):
    return [step for _page, found in tracks_of([challenge], today) for step in found]


def test_the_usual_way_is_planned_once(client, challenge, manager, at):
    client.force_login(manager)
    typed = {"owner": manager.pk, "start": "2027-01-01"}
    for _time in range(2):
        assert client.post(f"/admin/track/{challenge.pk}/", typed, **at).status_code == 302
    assert sorted(Milestone.objects.values_list("kind", flat=True)) == sorted(USUAL)
    assert plan_usual(challenge, owner=manager, start=date(2027, 1, 1), by=manager) == 0


def test_the_owner_is_reminded_once_on_the_day_where_the_authority_is(milestone):
    Milestone.objects.update(due_on=date(2027, 6, 30))
    for moment, number in (
        (datetime(2027, 6, 29, 23, 59, tzinfo=LONDON), 0),
        (datetime(2027, 6, 30, 0, 1, tzinfo=LONDON), 1),
        (datetime(2027, 6, 30, 9, 0, tzinfo=LONDON), 0),
    ):
        assert remind_milestone_owners(moment) == number, moment
    assert Email.objects.get().to == [milestone.owner.email]
    mine = Milestone.objects.all()
    assert not mine.overdue(date(2027, 6, 30)).exists()
    assert mine.overdue(date(2027, 7, 1)).exists()


def test_where_the_owner_has_left_the_managers_are_told(authority, milestone):
    gone = UserFactory.working_for(authority, Role.EDITOR, is_active=False)
    Milestone.objects.update(owner=gone, due_on=date(2027, 6, 30))
    assert remind_milestone_owners(datetime(2027, 7, 1, 9, tzinfo=LONDON)) == 1
    mail = Email.objects.get()
    assert mail.to == [milestone.owner.email]
    assert "does not work here any more" in mail.message


def test_what_waits_for_somebody_is_handed_over_with_its_dates(authority, milestone, manager):
    other = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    (work,) = open_work(manager, authority)
    assert (work.count, list(work.successors)) == (1, [other])
    assert work.hand_over(other, manager) == 1
    due_on = milestone.due_on
    milestone.refresh_from_db()
    assert (milestone.owner, milestone.due_on) == (other, due_on)


@pytest.mark.parametrize(("reason", "status"), [(" ", 200), ("n/a", 200), ("No budget.", 302)])
def test_what_came_to_nothing_has_its_reason(client, milestone, manager, at, reason, status):
    client.force_login(manager)
    typed = {
        "challenge": milestone.challenge_id,
        "kind": "procurement",
        "title": "",
        "owner": manager.pk,
        "due_on": "2027-06-30",
        "state": "nothing",
        "reason": reason,
    }
    answer = client.post(f"{EDIT}/{milestone.pk}/", typed, **at)
    assert answer.status_code == status
    milestone.refresh_from_db()
    assert (milestone.state == "nothing") is (status == 302)


def test_the_public_reads_the_same_on_challenge_and_programme(browse, programme, milestone):
    Milestone.objects.update(
        is_public=True, state="nothing", reason="The budget went elsewhere.", kind="decision"
    )
    for page in (milestone.challenge, programme):
        text = browse(page.url).text
        assert "The budget went elsewhere." in text, page
        assert "Came to nothing" in text


def test_the_public_reads_nothing_before_the_selection_is_announced(browse, milestone):
    Milestone.objects.update(is_public=True, title="Secret pilot")
    ChallengePage.objects.update(stage=Stage.MATCHED)
    assert "Secret pilot" not in browse(milestone.challenge.url).text
    ChallengePage.objects.update(stage=Stage.SELECTED)
    assert "Secret pilot" in browse(milestone.challenge.url).text
    Milestone.objects.update(is_public=False)
    assert "Secret pilot" not in browse(milestone.challenge.url).text


def outcome(challenge, manager):
    """Return the milestone of an application that is selected and whose outcome is planned."""
    application = ApplicationFactory(page=challenge, status=Status.SELECTED)
    plan = Plan(manager, date(2027, 3, 31), value=20_000, is_public=True)
    plan_procurement(application, plan, by=manager)
    return application, Milestone.objects.get()


def test_the_outcome_of_an_application_stands_in_the_track_and_follows_it(challenge, manager):
    application, milestone = outcome(challenge, manager)
    assert (milestone.kind, milestone.value, milestone.state) == (
        "procurement",
        20_000,
        "under_way",
    )
    plan_procurement(application, Plan(manager, date(2027, 4, 30), value=25_000), by=manager)
    milestone.refresh_from_db()
    assert (milestone.due_on, milestone.value, milestone.is_public) == (
        date(2027, 4, 30),
        25_000,
        False,
    )
    ChallengePage.objects.update(stage=Stage.PROCUREMENT_PENDING)
    move(application, Status.NOT_PROCURED, by=manager, reason="Internal words.")
    milestone.refresh_from_db()
    assert (milestone.state, milestone.reason) == ("nothing", "")
    assert milestone.done_on is not None
    # Reminded of by its own job, not twice.
    assert remind_milestone_owners(timezone.now() + timedelta(days=999)) == 0


def test_of_an_outcome_the_public_reads_what_the_challenges_stage_says(challenge, manager):
    outcome(challenge, manager)
    Milestone.objects.update(state="nothing", reason="Internal words.")
    (step,) = steps(challenge)
    assert step.state == "Under way"
    assert step.facts == []
    challenge.stage, challenge.stage_reason = Stage.NOT_PROCURED, "No budget followed."
    (step,) = steps(challenge)
    assert step.state == "Came to nothing"
    assert ("Reason", "No budget followed.") in step.facts


def test_outcomes_of_before_move_into_the_track_and_back(challenge, manager):
    outcome(challenge, manager)
    Milestone.objects.all().delete()
    migration = import_module("challenges.migrations.0008_outcomes_in_the_track")
    for _time in range(2):
        migration.take_over(apps, None)
    found = Milestone.objects.get()
    assert (found.outcome, found.value) == (Procurement.objects.get(), 20_000)
    assert not Email.objects.filter(subject__startswith="Due").exists()
    migration.give_back(apps, None)
    assert not Milestone.objects.exists()
    assert Procurement.objects.exists()


def test_business_and_service_are_asked_once_and_both_answers_are_kept(
    client, challenge, manager, at
):
    application = ApplicationFactory(page=challenge, status=Status.SELECTED)
    milestone = MilestoneFactory(
        challenge=challenge,
        owner=manager,
        kind="six_months",
        due_on=date(2027, 6, 30),
        is_public=True,
    )
    now = datetime(2027, 6, 30, 9, tzinfo=LONDON)
    assert (ask_what_came(now), ask_what_came(now)) == (2, 0)
    assert {mail.to[0] for mail in Email.objects.all()} == {
        application.email,
        challenge.contact_email,
    }
    asked = FollowUp.objects.get(who="service")
    address = f"/outcomes/{asked.secret}/"
    assert client.post(address, {"use": "yes", "text": " "}, **at).status_code == 422
    for text in ("Three wards use it.", "Three wards use it.", "Now five do."):
        assert client.post(address, {"use": "yes", "text": text}, **at).status_code == 302
    assert [said.text for said in asked.answers.all()] == ["Three wards use it.", "Now five do."]
    assert steps(challenge)[0].facts == []
    client.force_login(manager)
    answer = asked.answers.last()
    publish = f"/admin/track/{challenge.pk}/answers/{answer.pk}/"
    assert client.post(publish, {"public": "yes"}, **at).status_code == 302
    ((label, text),) = steps(challenge)[0].facts
    assert label.startswith("The service, ")
    assert "Now five do." in text
    assert milestone.follow_ups.count() == 2


def test_nobody_is_asked_before_a_selection_is_announced(challenge, manager):
    ApplicationFactory(page=challenge, status=Status.SELECTED)
    MilestoneFactory(challenge=challenge, owner=manager, kind="six_months", due_on=date(2020, 1, 1))
    ChallengePage.objects.update(stage=Stage.ASSESSING)
    assert ask_what_came(timezone.now()) == 0


def test_an_answers_address_opens_at_its_own_authority_alone(client, other_authority, milestone):
    asked = FollowUp.objects.create(milestone=milestone, who="service", email="a@example.org")
    there = {"host": other_authority.hostname}
    assert client.get(f"/outcomes/{asked.secret}/", headers=there).status_code == 404
    assert not FollowUpAnswer.objects.exists()
