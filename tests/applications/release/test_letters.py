"""Letters about decisions: drafted with the decision, written by a moderator, kept from others."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from applications.models import DecisionLetter, Entry, Event, LetterTemplate
from applications.models.status import TOLD_BY_LETTER, Status
from applications.release.letter_templates import default_templates
from applications.release.letters import LetterRefused, hold, unhold, write_letter
from applications.release.releasing import ready_groups
from applications.workflow.transitions import move, withdraw
from authorities.models import Role
from challenges.models import ChallengeCriterion
from tests.applications.release.conftest import letter_of
from tests.factories import ApplicationFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, criterion, with_criteria
from tests.history import faults_once_sealed


def write(letter, by, **changes):
    typed = {"text": "Hello.", "comments": [], "stronger": "", "shows_scores": False}
    write_letter(letter, by=by, **typed | changes)


def test_a_decision_drafts_a_letter_in_the_authoritys_words(authority, challenge, decide):
    LetterTemplate.objects.filter(authority=authority, status=Status.MATCHED).update(
        text="{contact} of {business}: {reference}, {challenge}, {unknown}."
    )
    application = decide(Status.MATCHED, business_name="Dry {contact} Ltd")
    assert letter_of(application).text == (
        f"Ada Okafor of Dry {{contact}} Ltd: {application.reference}, Damp homes, {{unknown}}."
    )


def test_every_authority_begins_with_a_template_for_each_decision(authority):
    mine = LetterTemplate.objects.for_authority(authority)
    assert set(mine.values_list("status", flat=True)) == set(TOLD_BY_LETTER)
    mine.filter(status=Status.MATCHED).update(text="Ours.")
    mine.filter(status=Status.SELECTED).delete()
    default_templates(authority)
    assert mine.count() == len(TOLD_BY_LETTER)
    assert mine.get(status=Status.MATCHED).text == "Ours."


def test_a_missing_template_is_replaced_by_the_usual_words(authority, decide):
    LetterTemplate.objects.for_authority(authority).delete()
    assert "Ada Okafor" in letter_of(decide(Status.MATCHED)).text


def test_a_template_with_a_word_that_nothing_fills_is_refused(authority):
    template = LetterTemplate.objects.for_authority(authority).first()
    template.text = "Dear {name},"
    with pytest.raises(ValidationError, match=r"Nothing can be filled in for \{name\}"):
        template.full_clean()


def test_moves_on_the_way_draft_no_letter(challenge, moderator):
    application = ApplicationFactory(page=challenge)
    move(application, Status.SCREENING, by=moderator)
    move(application, Status.ELIGIBLE, by=moderator)
    assert not DecisionLetter.objects.exists()


def test_a_later_decision_takes_the_letter_before_back(challenge, decide, moderator):
    application = decide(Status.RESERVE)
    first = letter_of(application)
    move(application, Status.MATCHED, by=moderator, reason="A place is free.")
    first.refresh_from_db()
    assert first.voided_at
    assert letter_of(application).status == Status.MATCHED
    assert [group.status for group in ready_groups(challenge)] == [Status.MATCHED]


def test_a_reversal_leaves_no_letter(decide, manager):
    application = decide(Status.MATCHED)
    move(application, Status.IN_ASSESSMENT, by=manager, reason="A mistake.")
    assert not DecisionLetter.objects.filter(voided_at=None).exists()


def test_a_withdrawal_takes_the_letter_along(decide):
    application = decide(Status.MATCHED)
    withdraw(application)
    assert not DecisionLetter.objects.filter(voided_at=None).exists()


def test_going_back_to_what_the_applicant_knows_drafts_nothing_new(decide, release, manager):
    application = decide(Status.MATCHED)
    release()
    move(application, Status.NOT_SELECTED, by=manager, reason="No.")
    move(application, Status.MATCHED, by=manager, reason="A mistake.")
    standing = DecisionLetter.objects.filter(application=application, voided_at=None)
    assert [letter.status for letter in standing] == [Status.MATCHED]


def test_the_assessors_comments_and_scores_are_filled_in(challenge, moderator):
    with_criteria(challenge, criterion("Impact", 100))
    type(challenge).objects.filter(pk=challenge.pk).update(shows_scores=True)
    application = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    key = challenge.criteria.get().pk
    for score, comment in ((3, "Brave."), (4, "")):
        AssignmentFactory.sent(
            {key: score},
            {key: comment},
            assessor=AssessorFactory(page=challenge),
            application=application,
        )
    move(application, Status.NOT_MATCHED, by=moderator, reason="Too early.")
    letter = letter_of(application)
    assert letter.comments == [
        {"criterion": key, "name": "Impact", "comment": "Assessor 1: Brave."}
    ]
    assert letter.scores == [
        {"criterion": key, "name": "Impact", "weight": 100, "mean": 3.5, "maximum": 5}
    ]
    assert letter.has_feedback


class TestWriting:
    def test_a_moderator_writes_text_comments_and_advice(self, challenge, decide, moderator):
        letter = letter_of(decide(stronger=""))
        rows = [
            {"criterion": 1, "name": "Impact", "comment": "Brave."},
            {"criterion": 2, "name": "Cost", "comment": "  "},
        ]
        write(letter, moderator, comments=rows, stronger="A partner.")
        letter.refresh_from_db()
        assert letter.comments == rows[:1]
        assert (letter.text, letter.stronger) == ("Hello.", "A partner.")
        assert Entry.objects.filter(event=Event.LETTER, actor=moderator).count() == 1
        assert faults_once_sealed(challenge) == []

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.OBSERVER, Role.EDITOR, Role.ASSESSOR])
    def test_others_write_nothing(self, authority, decide, role):
        letter = letter_of(decide())
        with pytest.raises(LetterRefused, match="Only moderators"):
            write(letter, UserFactory.working_for(authority, role))

    def test_staff_of_another_authority_write_nothing(self, other_authority, decide):
        stranger = UserFactory.working_for(other_authority, *Role)
        with pytest.raises(LetterRefused):
            write(letter_of(decide()), stranger)

    def test_a_letter_that_was_told_stays_as_it_is(self, decide, release, moderator):
        letter = letter_of(decide())
        release()
        for act in (
            lambda: write(letter, moderator),
            lambda: hold(letter, because="Wait.", by=moderator),
        ):
            with pytest.raises(LetterRefused, match="can read this letter"):
                act()

    def test_the_letters_page_shows_a_field_for_each_criterion_and_keeps_what_is_typed(
        self, challenge, decide, moderator, sign_in
    ):
        ChallengeCriterion.objects.create(page=challenge, name="Impact", weight=100)
        letter = letter_of(decide(stronger=""))
        address = f"/admin/releases/letters/{letter.pk}/"
        assert "Comment: Impact" in sign_in(moderator).get(address).text
        typed = {"action": "write", "text": "Dear Ada", "comment_0": "Brave.", "stronger": "Grow."}
        refused = sign_in(moderator).post(address, typed | {"text": ""})
        assert refused.status_code == 422
        assert "Brave." in refused.text
        assert sign_in(moderator).post(address, typed).status_code == 302
        letter.refresh_from_db()
        assert letter.comments[0]["comment"] == "Brave."

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.OBSERVER, Role.EDITOR])
    def test_who_only_reads_finds_no_letters_page(self, authority, decide, sign_in, role):
        letter = letter_of(decide())
        reader = sign_in(UserFactory.working_for(authority, role))
        address = f"/admin/releases/letters/{letter.pk}/"
        assert reader.get(address).status_code == 404
        assert reader.post(address, {"action": "hold", "because": "x"}).status_code == 404

    def test_another_authority_finds_no_letters_page(self, other_authority, decide, sign_in):
        letter = letter_of(decide())
        stranger = sign_in(UserFactory.working_for(other_authority, *Role))
        assert stranger.get(f"/admin/releases/letters/{letter.pk}/").status_code == 404

    def test_an_auditor_reads_that_a_letter_waits_and_not_what_it_says(
        self, authority, decide, sign_in
    ):
        application = decide()
        DecisionLetter.objects.update(text="Untold words.")
        auditor = sign_in(UserFactory.working_for(authority, Role.AUDITOR))
        shown = auditor.get(f"/admin/queue/inspect/{application.pk}/").text
        assert "a draft that nobody has been told of" in shown
        assert "Untold words." not in shown


class TestHolding:
    def test_a_letter_on_hold_is_left_out_until_it_is_off_hold(
        self, challenge, decide, release, moderator
    ):
        waits, goes = decide(), decide()
        hold(letter_of(waits), because="We check a conflict.", by=moderator)
        release()
        waits.refresh_from_db()
        goes.refresh_from_db()
        assert waits.told_status() is Status.SUBMITTED
        assert goes.told_status() is Status.NOT_MATCHED
        unhold(letter_of(waits), by=moderator)
        release()
        waits.refresh_from_db()
        assert waits.told_status() is Status.NOT_MATCHED
        events = Entry.objects.filter(application=waits).values_list("event", flat=True)
        assert list(events)[-3:] == [Event.HELD, Event.UNHELD, Event.TOLD]

    def test_it_needs_a_reason(self, decide, moderator):
        with pytest.raises(LetterRefused, match="Write why"):
            hold(letter_of(decide()), because=" ", by=moderator)

    def test_holding_takes_a_letter_out_of_a_release_that_is_planned(
        self, decide, release, moderator
    ):
        application = decide()
        later = timezone.now() + timedelta(days=1)
        release(at=later)
        hold(letter_of(application), because="Wait.", by=moderator)
        application.refresh_from_db()
        assert application.told_status(later) is Status.SUBMITTED
        assert letter_of(application).release is None

    def test_nothing_is_taken_off_hold_twice(self, decide, moderator):
        letter = letter_of(decide())
        with pytest.raises(LetterRefused, match="not on hold"):
            unhold(letter, by=moderator)
