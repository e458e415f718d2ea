"""Scores: saved as drafts, sent once complete, locked, returned with a reason."""

import pytest

from applications.assessment import declarations, rounds
from applications.assessment.rounds import AssessmentRefused
from applications.assessment.scoring import agreed_scores, score_entry
from applications.assessment.scoring.score_entry import ScoreInput, Stale, Unfinished
from applications.models import Entry, Event, Score, SentScores
from applications.models.status import Status
from tests.factories import ApplicationFactory
from tests.history import faults_once_sealed


def complete(impact, price):
    return {impact.pk: ScoreInput(4, "Clear.", "Too dear?"), price.pk: ScoreInput(0)}


def sent(assignment, impact, price):
    score_entry.save(assignment, complete(impact, price), seen=assignment.revision)
    score_entry.send(assignment, read_version=1)
    assignment.refresh_from_db()
    return assignment


def test_any_part_is_saved_and_the_revision_counts_it(assignment, impact):
    saved = score_entry.save(assignment, {impact.pk: ScoreInput(None, "Half a tho")}, seen=0)
    assert saved.revision == 1
    assert score_entry.entered_in(saved)[impact.pk].comment == "Half a tho"
    assert not Entry.objects.exists()


def test_a_window_that_has_not_seen_the_last_save_overwrites_nothing(assignment, impact):
    score_entry.save(assignment, {impact.pk: ScoreInput(4)}, seen=0)
    with pytest.raises(Stale):
        score_entry.save(assignment, {impact.pk: ScoreInput(1)}, seen=0)
    assert Score.objects.get().score == 4


def test_saving_the_same_again_is_no_conflict(assignment, impact):
    score_entry.save(assignment, {impact.pk: ScoreInput(4, "One.\nTwo.")}, seen=0)
    again = score_entry.save(assignment, {impact.pk: ScoreInput(4, "One.\r\nTwo.")}, seen=0)
    assert again.revision == 1


def test_a_score_off_the_scale_is_refused_whole(assignment, impact, price):
    with pytest.raises(AssessmentRefused, match="from the scale"):
        score_entry.save(assignment, {impact.pk: ScoreInput(6), price.pk: ScoreInput(1)}, seen=0)
    assert not Score.objects.exists()


def test_sending_names_what_has_no_score_and_takes_zero_for_one(assignment, impact, price):
    score_entry.save(assignment, {price.pk: ScoreInput(0)}, seen=0)
    with pytest.raises(Unfinished) as refusal:
        score_entry.send(assignment, read_version=1)
    assert refusal.value.criteria == [impact.pk]


def test_sending_locks_and_writes_what_was_said(assignment, impact, price):
    sent(assignment, impact, price)
    kept = SentScores.objects.get()
    assert kept.scores[0] == {
        "criterion": impact.pk,
        "name": "Impact",
        "weight": 60,
        "score": 4,
        "comment": "Clear.",
        "private_comment": "Too dear?",
    }
    entry = Entry.objects.get()
    assert (entry.event, entry.assessor) == (Event.SCORES_SENT, assignment.assessor)
    assert "Clear" not in str(entry.about)
    with pytest.raises(AssessmentRefused, match="have sent"):
        score_entry.save(assignment, {impact.pk: ScoreInput(1)}, seen=1)


def test_sending_twice_sends_once(assignment, impact, price):
    sent(assignment, impact, price)
    with pytest.raises(AssessmentRefused):
        score_entry.send(assignment, read_version=1)
    assert SentScores.objects.count() == 1


def test_what_was_not_read_is_not_scored(assignment, application, impact, price):
    score_entry.save(assignment, complete(impact, price), seen=0)
    application.version = 2
    application.save()
    with pytest.raises(AssessmentRefused, match="has changed since"):
        score_entry.send(assignment, read_version=1)
    score_entry.send(assignment, read_version=2)
    assert SentScores.objects.get().version == 2


def test_returned_scores_are_changed_and_sent_again_and_both_stay(
    assignment, impact, price, moderator
):
    sent(assignment, impact, price)
    score_entry.return_scores(assignment, by=moderator, reason="Look at the price again.")
    score_entry.save(assignment, {price.pk: ScoreInput(5)}, seen=1)
    score_entry.send(assignment, read_version=1)
    assert [kept.scores[1]["score"] for kept in SentScores.objects.order_by("number")] == [0, 5]
    assert [entry.event for entry in Entry.objects.all()] == [
        Event.SCORES_SENT,
        Event.SCORES_RETURNED,
        Event.SCORES_SENT,
    ]


def test_scores_are_returned_with_a_reason_and_only_if_they_were_sent(
    assignment, impact, price, moderator
):
    with pytest.raises(AssessmentRefused, match="no sent scores"):
        score_entry.return_scores(assignment, by=moderator, reason="Why not.")
    sent(assignment, impact, price)
    with pytest.raises(AssessmentRefused, match="Write the reason"):
        score_entry.return_scores(assignment, by=moderator, reason="")


def test_a_criterion_that_does_not_apply_is_not_asked(
    assignment, application, impact, price, moderator
):
    agreed_scores.set_not_applicable(application, price.pk, by=moderator, reason="Nothing to buy.")
    score_entry.save(assignment, {impact.pk: ScoreInput(3), price.pk: ScoreInput(5)}, seen=0)
    score_entry.send(assignment, read_version=1)
    assert [row["criterion"] for row in SentScores.objects.get().scores] == [impact.pk]
    agreed_scores.set_applicable(application, price.pk, by=moderator, reason="There is.")
    events = list(Entry.objects.values_list("event", flat=True))
    assert events == [Event.NOT_APPLICABLE, Event.SCORES_SENT, Event.APPLICABLE]


def test_the_last_agreed_score_counts_and_needs_a_reason(application, impact, moderator):
    with pytest.raises(AssessmentRefused, match="Write the reason"):
        agreed_scores.agree(application, impact.pk, 3, by=moderator, reason="")
    with pytest.raises(AssessmentRefused, match="from the scale"):
        agreed_scores.agree(application, impact.pk, 9, by=moderator, reason="More.")
    agreed_scores.agree(application, impact.pk, 3, by=moderator, reason="Between both.")
    agreed_scores.agree(application, impact.pk, 4, by=moderator, reason="After the pitch.")
    assert agreed_scores.agreed_scores_of([application])[application.pk][impact.pk].score == 4


def test_a_criterion_of_another_challenge_is_refused(application, moderator):
    with pytest.raises(AssessmentRefused, match="no such criterion"):
        agreed_scores.agree(application, 0, 3, by=moderator, reason="Odd.")


def test_what_is_no_longer_assessed_is_not_scored(assignment, application, impact):
    application.status = Status.WITHDRAWN
    application.save()
    with pytest.raises(AssessmentRefused):
        score_entry.save(assignment, {impact.pk: ScoreInput(3)}, seen=0)


def test_a_closed_assessment_is_frozen_until_a_manager_opens_it_with_a_reason(
    page, assignment, application, impact, price, moderator, manager
):
    sent(assignment, impact, price)
    other = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    rounds.close(page, by=moderator)
    for refused in (
        lambda: score_entry.save(assignment, {impact.pk: ScoreInput(1)}, seen=1),
        lambda: score_entry.send(assignment, read_version=1),
        lambda: score_entry.return_scores(assignment, by=manager, reason="Why."),
        lambda: agreed_scores.set_not_applicable(other, impact.pk, by=manager, reason="Why."),
        lambda: agreed_scores.set_applicable(other, impact.pk, by=manager, reason="Why."),
        lambda: agreed_scores.agree(other, impact.pk, 1, by=manager, reason="Why."),
        lambda: rounds.close(page, by=manager),
    ):
        with pytest.raises(AssessmentRefused, match="closed"):
            refused()
    with pytest.raises(AssessmentRefused, match="Only a programme manager"):
        rounds.reopen(page, by=moderator, reason="An error.")
    with pytest.raises(AssessmentRefused, match="Write the reason"):
        rounds.reopen(page, by=manager, reason="")
    rounds.reopen(page, by=manager, reason="An error.")
    agreed_scores.agree(other, impact.pk, 1, by=moderator, reason="Weak.")
    declarations.recognise(assignment.assessor, other, text="A friend.")
    events = list(Entry.objects.values_list("event", flat=True))
    assert events[1:3] == [Event.ASSESSMENT_CLOSED, Event.ASSESSMENT_REOPENED]
    assert faults_once_sealed(page) == []
