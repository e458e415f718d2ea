"""Procurement: who sees to it, who is reminded, and what the public reads."""

from datetime import UTC, date, datetime, timedelta

import pytest
from post_office.models import Email

from applications.models import Entry, Event, Procurement
from applications.models.status import Status
from applications.release.outcomes import OutcomeRefused, Plan, plan_procurement, remind_owners
from authorities.models import Role
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.queries import count_queries

DUE = date(2030, 6, 3)
# Half past midnight in London is still the day before in UTC.
FIRST_MINUTES = datetime(2030, 6, 2, 23, 30, tzinfo=UTC)


@pytest.fixture
def owner(authority):
    return UserFactory.working_for(authority, Role.EDITOR)


@pytest.fixture
def selected(challenge):
    return ApplicationFactory(page=challenge, status=Status.SELECTED)


def test_the_owner_is_reminded_on_the_day_once(selected, owner, moderator):
    plan_procurement(selected, Plan(owner, DUE), by=moderator)
    assert remind_owners(FIRST_MINUTES - timedelta(hours=1)) == 0
    assert remind_owners(FIRST_MINUTES) == 1
    assert remind_owners(FIRST_MINUTES + timedelta(days=1)) == 0
    mail = Email.objects.get()
    assert mail.to == [owner.email]
    assert selected.reference in mail.subject
    assert selected.business_name not in mail.message
    assert Entry.objects.get(event=Event.PROCUREMENT).about["owner"] == owner.pk


def test_another_day_reminds_again_and_another_value_does_not(selected, owner, moderator):
    plan_procurement(selected, Plan(owner, DUE), by=moderator)
    remind_owners(FIRST_MINUTES)
    plan_procurement(selected, Plan(owner, DUE, value=20_000), by=moderator)
    assert remind_owners(FIRST_MINUTES) == 0
    plan_procurement(selected, Plan(owner, DUE + timedelta(days=7)), by=moderator)
    assert remind_owners(FIRST_MINUTES) == 0
    assert remind_owners(FIRST_MINUTES + timedelta(days=7)) == 1


def test_nobody_is_reminded_of_an_outcome_that_is_reached(challenge, owner, moderator):
    procured = ApplicationFactory(page=challenge, status=Status.PROCURED)
    plan_procurement(procured, Plan(owner, DUE), by=moderator)
    assert remind_owners(FIRST_MINUTES) == 0


def test_the_owner_works_for_the_authority(selected, moderator, other_authority):
    stranger = UserFactory.working_for(other_authority, Role.EDITOR)
    with pytest.raises(OutcomeRefused, match="works for the authority"):
        plan_procurement(selected, Plan(stranger, DUE), by=moderator)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OBSERVER, Role.EDITOR])
def test_others_plan_nothing(authority, selected, owner, role, sign_in):
    user = UserFactory.working_for(authority, role)
    with pytest.raises(OutcomeRefused, match="Only moderators"):
        plan_procurement(selected, Plan(owner, DUE), by=user)
    assert sign_in(user).get(f"/admin/releases/procurement/{selected.pk}/").status_code == 404


def test_what_is_not_selected_has_no_procurement(challenge, owner, moderator, sign_in):
    matched = ApplicationFactory(page=challenge, status=Status.MATCHED)
    with pytest.raises(OutcomeRefused, match="Only what is selected"):
        plan_procurement(matched, Plan(owner, DUE), by=moderator)
    address = f"/admin/releases/procurement/{matched.pk}/"
    assert sign_in(moderator).get(address).status_code == 404


def test_the_form_keeps_what_is_right_and_says_what_is_wrong(selected, owner, moderator, sign_in):
    client = sign_in(moderator)
    address = f"/admin/releases/procurement/{selected.pk}/"
    assert (
        "Nobody sees to the procurement" in client.get(f"/admin/queue/inspect/{selected.pk}/").text
    )
    refused = client.post(address, {"owner": owner.pk, "due_on": "", "value": "-1"})
    assert refused.status_code == 422
    assert not Procurement.objects.exists()
    client.post(address, {"owner": owner.pk, "due_on": "2030-06-03", "value": "20000"})
    assert Procurement.objects.get().value == 20_000
    assert "£20,000" in client.get(f"/admin/queue/inspect/{selected.pk}/").text


class TestTheBrief:
    @pytest.fixture
    def procured(self, authority, owner, moderator):
        page = ChallengePageFactory(authority=authority, closed=True, stage=Stage.PROCURED)
        application = ApplicationFactory(page=page, status=Status.PROCURED)
        Procurement.objects.create(
            application=application,
            owner=owner,
            due_on=DUE,
            value=20_000,
            decided_on=date(2030, 5, 3),
            is_public=True,
        )
        return page

    def test_value_and_date_are_shown_where_they_are_public(self, procured, browse):
        shown = browse(procured.url).text
        assert "£20,000" in shown
        assert "Decided on 3 May 2030" in shown
        # One of them counts the view, one asks for milestones, one for who has the problem too.
        assert count_queries(lambda: browse(procured.url)) <= 19

    def test_they_stay_with_the_authority_otherwise(self, procured, browse):
        Procurement.objects.update(is_public=False)
        assert "£20,000" not in browse(procured.url).text

    def test_they_wait_until_the_challenge_is_announced_as_procured(self, procured, browse):
        type(procured).objects.update(stage=Stage.PROCUREMENT_PENDING)
        assert "£20,000" not in browse(procured.url).text
