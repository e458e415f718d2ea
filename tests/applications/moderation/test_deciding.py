"""Screening in one click, and deciding about several where they are compared."""

import pytest

from applications.models import Application, Decision, Entry, Event, RuleCheck
from applications.models.status import Status
from applications.workflow.transitions import withdraw
from authorities.models import Role
from challenges.models import ChallengeRule
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.queries import count_queries

BULK = "/admin/queue/bulk/"


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def challenge(authority):
    page = ChallengePageFactory(authority=authority, closed=True, stage=Stage.ASSESSING)
    page.eligibility_rules.set(
        [ChallengeRule(text="Has fewer than 250 employees."), ChallengeRule(text="Is in the UK.")]
    )
    page.save()
    return page


def compared(challenge):
    return f"/admin/assessing/{challenge.pk}/comparison/"


def screen(desk, application, query="", **typed):
    return desk.post(f"/admin/queue/{application.pk}/screen/?{query}", typed)


def ask(desk, action, rows, challenge=None, **typed):
    where = {"compared": challenge.pk} if challenge else {}
    return desk.post(BULK, {"action": action, "row": [row.pk for row in rows], **where, **typed})


def confirm(desk, asked, **typed):
    names = ("query", "keys", "key", "compared")
    hidden = {name: asked.context[name] for name in names}
    action = asked.context["action"].name
    return desk.post(BULK, {"action": action, "confirmed": "yes", **hidden, **typed})


class TestScreening:
    def test_one_click_checks_every_rule_marks_as_eligible_and_leads_to_the_next(
        self, desk, challenge, moderator
    ):
        first, second = ApplicationFactory.create_batch(2, page=challenge)
        query = f"list=status%3Dwaiting%26page%3D{challenge.pk}&at=0"
        shown = desk.get(f"/admin/queue/inspect/{first.pk}/?{query}").text
        assert "It keeps every rule: eligible, next" in shown
        assert "Is in the UK." in shown
        after = screen(desk, first, query, verdict="eligible")
        assert f"/admin/queue/inspect/{second.pk}/?list=" in after.url
        first.refresh_from_db()
        assert first.status == Status.ELIGIBLE
        checks = RuleCheck.objects.filter(application=first)
        assert [(one.holds, one.actor) for one in checks] == [(True, moderator)] * 2
        assert Entry.objects.filter(application=first, event=Event.RULES_CHECKED).count() == 1
        last = screen(desk, second, query, verdict="eligible")
        assert last.url.startswith("/admin/queue/?status=waiting")

    def test_a_broken_rule_says_why_and_is_on_the_record_and_in_the_letter(self, desk, challenge):
        application = ApplicationFactory(page=challenge)
        rule = challenge.eligibility_rules.all()[1]
        screen(desk, application, verdict="ineligible", broken=rule.pk)
        application.refresh_from_db()
        assert application.status == Status.INELIGIBLE
        decision = Decision.objects.get(to_status=Status.INELIGIBLE)
        assert decision.reason == "It does not keep the rule “Is in the UK”."
        assert decision.because == "who"
        assert RuleCheck.objects.get(application=application).holds is False
        letter = application.letters.get()
        assert "The application does not keep this rule: “Is in the UK”." in letter.text

    def test_without_a_rule_or_a_reason_nothing_is_done_and_what_was_typed_stays(
        self, desk, challenge
    ):
        application = ApplicationFactory(page=challenge)
        refused = screen(desk, application, verdict="ineligible", because="off_topic", reason=" ")
        assert refused.status_code == 409
        assert "Write the reason" in refused.text
        assert '<option value="off_topic" selected>' in refused.text
        application.refresh_from_db()
        assert application.status == Status.SUBMITTED
        assert not Decision.objects.exists()

    def test_what_was_withdrawn_meanwhile_is_refused(self, desk, challenge):
        application = ApplicationFactory(page=challenge)
        withdraw(application)
        refused = screen(desk, application, verdict="eligible")
        assert refused.status_code == 409
        assert "Withdrawn" in refused.text
        assert not RuleCheck.objects.exists()

    def test_what_is_decided_already_has_no_screening(self, desk, challenge):
        application = ApplicationFactory(page=challenge, status=Status.MATCHED)
        shown = desk.get(f"/admin/queue/inspect/{application.pk}/").text
        assert "It keeps every rule" not in shown


class TestEligibleForMany:
    def test_the_rules_are_shown_and_confirmed_once_and_recorded_for_each(self, desk, challenge):
        rows = ApplicationFactory.create_batch(10, page=challenge)
        asked = ask(desk, "eligible", rows)
        assert asked.text.count("Is in the UK.") == 1
        refused = confirm(desk, asked)
        assert refused.status_code == 422
        assert "Look at the rules above" in refused.text
        assert not Decision.objects.exists()
        confirm(desk, asked, keeps_rules="on")
        assert Application.objects.filter(status=Status.ELIGIBLE).count() == 10
        assert RuleCheck.objects.filter(holds=True).count() == 20

    def test_one_with_a_rule_that_was_found_broken_is_left_and_named(
        self, desk, challenge, moderator
    ):
        broken, fine = ApplicationFactory.create_batch(2, page=challenge, status=Status.SCREENING)
        rule = challenge.eligibility_rules.all()[0]
        RuleCheck.objects.create(
            application=broken, rule=rule.pk, text=rule.text, holds=False, actor=moderator
        )
        asked = ask(desk, "eligible", [broken, fine])
        assert "It does not keep the rule" in asked.text
        confirm(desk, asked, keeps_rules="on")
        broken.refresh_from_db()
        assert broken.status == Status.SCREENING
        assert Application.objects.get(status=Status.ELIGIBLE) == fine


class TestComparison:
    def test_several_are_decided_with_one_reason_and_the_way_leads_back(self, desk, challenge):
        rows = ApplicationFactory.create_batch(3, page=challenge, status=Status.IN_ASSESSMENT)
        page = desk.get(compared(challenge))
        for label in ("Match", "Put in reserve", "Do not match"):
            assert f">{label}</option>" in page.text
        assert ">Select</option>" not in page.text
        asked = ask(desk, "reserve", rows, challenge)
        assert f'href="{compared(challenge)}"' in asked.text
        done = confirm(desk, asked, reason="Close behind.")
        assert f'href="{compared(challenge)}"' in done.text
        made = Decision.objects.filter(to_status=Status.RESERVE)
        assert [one.reason for one in made] == ["Close behind."] * 3

    def test_the_fourth_match_is_named_and_left(self, desk, challenge):
        rows = ApplicationFactory.create_batch(4, page=challenge, status=Status.IN_ASSESSMENT)
        asked = ask(desk, "matched", rows, challenge)
        assert "0 of 3 places are taken" in asked.text
        assert "Go over the limit" not in asked.text
        done = confirm(desk, asked, reason="The strongest.", over_limit="on")
        assert "All places for this challenge are taken." in done.text
        assert Application.objects.filter(status=Status.MATCHED).count() == 3

    def test_a_manager_goes_over_the_limit_with_a_reason_that_can_be_read(
        self, sign_in, authority, challenge
    ):
        manager = sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
        ApplicationFactory.create_batch(3, page=challenge, status=Status.MATCHED)
        fourth = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
        asked = ask(manager, "matched", [fourth], challenge)
        empty = confirm(manager, asked, reason="\u200b", over_limit="on")
        assert empty.status_code == 422
        assert "Write the reason" in empty.text
        confirm(manager, asked, reason="Two bids share one sensor maker.", over_limit="on")
        decision = Decision.objects.get()
        assert decision.is_over_limit
        assert decision.reason == "Two bids share one sensor maker."

    def test_of_twelve_one_that_was_withdrawn_a_minute_ago_is_named_and_untouched(
        self, desk, challenge
    ):
        rows = ApplicationFactory.create_batch(12, page=challenge, status=Status.IN_ASSESSMENT)
        asked = ask(desk, "not_matched", rows, challenge)
        withdraw(rows[4])
        done = confirm(desk, asked, reason="Others were stronger.")
        assert Application.objects.filter(status=Status.NOT_MATCHED).count() == 11
        (refused,) = [one for one in done.context["results"] if not one.is_done]
        assert refused.application.pk == rows[4].pk
        assert "Withdrawn" in refused.sentence

    def test_a_decision_is_not_taken_back_for_several_at_once(self, sign_in, authority, challenge):
        manager = sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
        row = ApplicationFactory(page=challenge, status=Status.NOT_MATCHED)
        asked = ask(manager, "reserve", [row], challenge)
        assert "done one by one" in asked.text

    def test_an_auditor_compares_and_decides_nothing(self, sign_in, authority, challenge):
        ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
        auditor = sign_in(UserFactory.working_for(authority, Role.AUDITOR))
        assert "Decide about what is ticked" not in auditor.get(compared(challenge)).text

    def test_fewer_scores_than_wanted_stand_apart_without_rank_or_deviation(self, desk, challenge):
        with_criteria(challenge)
        impact, price = challenge.criteria.all()
        first, second = (AssessorFactory(page=challenge) for _ in range(2))
        whole, half, none = ApplicationFactory.create_batch(
            3, page=challenge, status=Status.IN_ASSESSMENT
        )
        for application, assessor, score in (
            (whole, first, 2),
            (whole, second, 3),
            (half, first, 5),
        ):
            AssignmentFactory.sent(
                {impact.pk: score, price.pk: score}, assessor=assessor, application=application
            )
        response = desk.get(compared(challenge))
        found = response.context["comparison"]
        assert [(row.application, row.rank) for row in found.rows] == [(whole, 1)]
        assert {row.application for row in found.apart} == {half, none}
        assert "1 of 2 scores" in response.text
        assert "0 of 2 scores" in response.text
        assert response.text.count("deviation") == 1
        assert "assess-chart__mean--apart" in response.text

    def test_its_queries_do_not_grow_with_the_applications(self, desk, challenge):
        ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
        few = count_queries(lambda: desk.get(compared(challenge)))
        ApplicationFactory.create_batch(9, page=challenge, status=Status.IN_ASSESSMENT)
        assert count_queries(lambda: desk.get(compared(challenge))) == few <= 30
