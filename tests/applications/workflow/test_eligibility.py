"""Is it eligible? The checklist, what stands against eligible, and taking back ineligible."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, Entry, Event, Message
from applications.models.status import Status
from applications.workflow.eligibility import ChecksRefused, check_rules, keeps_the_rules
from applications.workflow.transitions import MoveRefused, move
from authorities.models import Role
from challenges.models import ChallengeRule
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def challenge(authority):
    page = ChallengePageFactory(authority=authority, closed=True)
    page.eligibility_rules.set(
        [ChallengeRule(text="Has fewer than 250 employees."), ChallengeRule(text="Is in the UK.")]
    )
    page.save()
    return page


@pytest.fixture
def rules(challenge):
    return list(challenge.eligibility_rules.all())


@pytest.fixture
def screened(challenge):
    return ApplicationFactory(page=challenge, status=Status.SCREENING)


def screen(application):
    return reverse("queue_modeladmin_inspect", args=[application.pk])


def test_the_checklist_asks_yes_or_no_for_each_rule_and_keeps_the_answers(
    desk, moderator, screened, rules
):
    text = desk.get(screen(screened)).text
    assert "Has fewer than 250 employees." in text
    assert "Not checked yet." in text
    typed = {f"rule-{rules[0].pk}": "yes", f"rule-{rules[1].pk}": "no"}
    text = desk.post(reverse("application_rules", args=[screened.pk]), typed, follow=True).text
    assert "The check is kept." in text
    assert [check.holds for check in screened.rule_checks.all()] == [True, False]
    entry = Entry.objects.get(event=Event.RULES_CHECKED)
    assert entry.actor == moderator
    assert entry.about == {"rules": {str(rules[0].pk): True, str(rules[1].pk): False}}
    assert "1 of 2 rules kept" in text


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ((), "Check every rule first. Not yet checked: “Has fewer than 250 employees”."),
        ((True,), "Check every rule first. Not yet checked: “Is in the UK”."),
        ((True, False), "It does not keep the rule “Is in the UK”, so it cannot be eligible."),
        ((False,), "It does not keep the rule “Has fewer than 250 employees”"),
    ],
)
def test_nothing_is_eligible_while_a_rule_is_unchecked_or_not_kept(
    moderator, desk, screened, challenge, rules, found, sentence
):
    if found:
        answers = {rule.pk: holds for rule, holds in zip(rules, found, strict=False)}
        check_rules(screened, challenge, answers, by=moderator)
    with pytest.raises(MoveRefused, match=sentence[:40]):
        move(screened, Status.ELIGIBLE, by=moderator)
    assert sentence in desk.get(screen(screened)).text


def test_what_keeps_every_rule_is_eligible(moderator, screened, challenge, rules):
    check_rules(screened, challenge, {rule.pk: True for rule in rules}, by=moderator)
    move(screened, Status.ELIGIBLE, by=moderator)
    assert screened.status == Status.ELIGIBLE


def test_a_rule_that_was_reworded_is_checked_anew(moderator, screened, challenge, rules):
    check_rules(screened, challenge, {rule.pk: True for rule in rules}, by=moderator)
    ChallengeRule.objects.filter(pk=rules[1].pk).update(text="Is in the West Midlands.")
    assert not keeps_the_rules(screened, type(challenge).objects.get(pk=challenge.pk))


def test_a_second_check_takes_the_place_of_the_first(moderator, screened, challenge, rules):
    check_rules(screened, challenge, {rules[0].pk: False}, by=moderator)
    check_rules(screened, challenge, {rules[0].pk: True}, by=moderator)
    assert screened.rule_checks.get().holds
    assert Entry.objects.filter(event=Event.RULES_CHECKED).count() == 2


def test_rules_are_checked_in_screening_only(moderator, challenge, rules):
    submitted = ApplicationFactory(page=challenge)
    with pytest.raises(ChecksRefused):
        check_rules(submitted, challenge, {rules[0].pk: True}, by=moderator)
    assert not submitted.rule_checks.exists()


def test_another_authority_and_an_auditor_check_nothing(
    sign_in, authority, other_authority, screened, rules
):
    typed = {f"rule-{rules[0].pk}": "yes"}
    for person in (
        UserFactory.working_for(other_authority, Role.MODERATOR),
        UserFactory.working_for(authority, Role.AUDITOR),
    ):
        response = sign_in(person).post(reverse("application_rules", args=[screened.pk]), typed)
        assert response.status_code == 404
    assert not screened.rule_checks.exists()


def test_screening_before_the_closing_is_for_rolling_challenges(authority, moderator):
    application = ApplicationFactory(page=ChallengePageFactory(authority=authority))
    with pytest.raises(MoveRefused, match="Screening starts when the challenge has closed"):
        move(application, Status.SCREENING, by=moderator)
    rolling = ApplicationFactory(page=ChallengePageFactory(authority=authority, is_rolling=True))
    move(rolling, Status.SCREENING, by=moderator)
    assert rolling.status == Status.SCREENING


def test_a_refused_ineligible_keeps_the_reason_from_the_list_and_the_sentence(desk, screened):
    address = reverse("application_move", args=[screened.pk])
    response = desk.post(address, {"to": "ineligible", "because": "off_topic", "reason": ""})
    assert response.status_code == 409
    assert '<option value="off_topic" selected>' in response.text
    response = desk.post(address, {"to": "ineligible", "because": "", "reason": "Not about damp."})
    assert response.status_code == 409
    assert "Not about damp." in response.text


def test_a_moderator_takes_back_ineligible_while_nobody_was_told(moderator, screened):
    move(screened, Status.INELIGIBLE, by=moderator, reason="No.", because="who")
    move(screened, Status.SCREENING, by=moderator, reason="I misread.")
    assert screened.status == Status.SCREENING


@pytest.mark.parametrize(
    "told",
    [
        {"released_status": Status.INELIGIBLE},
        {"next_status": Status.INELIGIBLE, "next_status_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_once_told_only_a_programme_manager_takes_back_ineligible(
    authority, moderator, screened, told
):
    move(screened, Status.INELIGIBLE, by=moderator, reason="No.", because="who")
    Application.objects.filter(pk=screened.pk).update(**told)
    with pytest.raises(MoveRefused, match="Only a programme manager"):
        move(screened, Status.SCREENING, by=moderator, reason="I misread.")
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    move(screened, Status.SCREENING, by=manager, reason="They misread.")


def test_an_overdue_answer_is_named_in_the_list_and_on_the_screen(desk, challenge):
    asked = timezone.now() - timedelta(days=9)
    overdue = ApplicationFactory(
        page=challenge, status=Status.INFO_REQUESTED, status_changed_at=asked
    )
    Message.objects.create(
        application=overdue, text="Who?", at=asked, due_at=asked + timedelta(days=2)
    )
    due = ApplicationFactory(page=challenge, status=Status.INFO_REQUESTED, status_changed_at=asked)
    Message.objects.create(
        application=due, text="Who?", at=asked, due_at=asked + timedelta(days=20)
    )
    found = desk.get("/admin/queue/?needs=overdue")
    assert [row.reference for row in found.context["object_list"]] == [overdue.reference]
    assert "answer overdue" in found.text
    assert "answer overdue" in desk.get(screen(overdue)).text
    assert "answer overdue" not in desk.get(screen(due)).text
    assert len(desk.get("/admin/queue/?needs=due").context["object_list"]) == 2
