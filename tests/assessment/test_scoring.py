"""Scores: saved as drafts, sent once complete, locked, returned with a reason."""

import pytest

from applications.assessment import declaring, panel, rounds, scoring
from applications.assessment.rounds import AssessmentRefused
from applications.assessment.scoring import Entered, Stale, Unfinished
from applications.models import Entry, Event, Score, SentScores
from applications.record import history
from applications.status import Status
from tests.factories import ApplicationFactory


def complete(impact, price):
    return {impact.pk: Entered(4, "Clear.", "Too dear?"), price.pk: Entered(0)}


def sent(assignment, impact, price):
    scoring.save(assignment, complete(impact, price), seen=assignment.revision)
    scoring.send(assignment, read_version=1)
    assignment.refresh_from_db()
    return assignment


def test_any_part_is_saved_and_the_revision_counts_it(assignment, impact):
    saved = scoring.save(assignment, {impact.pk: Entered(None, "Half a tho")}, seen=0)
    assert saved.revision == 1
    assert scoring.entered_in(saved)[impact.pk].comment == "Half a tho"
    assert not Entry.objects.exists()


def test_a_window_that_has_not_seen_the_last_save_overwrites_nothing(assignment, impact):
    scoring.save(assignment, {impact.pk: Entered(4)}, seen=0)
    with pytest.raises(Stale):
        scoring.save(assignment, {impact.pk: Entered(1)}, seen=0)
    assert Score.objects.get().score == 4


def test_saving_the_same_again_is_no_conflict(assignment, impact):
    scoring.save(assignment, {impact.pk: Entered(4, "One.\nTwo.")}, seen=0)
    again = scoring.save(assignment, {impact.pk: Entered(4, "One.\r\nTwo.")}, seen=0)
    assert again.revision == 1


def test_a_score_off_the_scale_is_refused_whole(assignment, impact, price):
    with pytest.raises(AssessmentRefused, match="from the scale"):
        scoring.save(assignment, {impact.pk: Entered(6), price.pk: Entered(1)}, seen=0)
    assert not Score.objects.exists()


def test_sending_names_what_has_no_score_and_takes_zero_for_one(assignment, impact, price):
    scoring.save(assignment, {price.pk: Entered(0)}, seen=0)
    with pytest.raises(Unfinished) as refusal:
        scoring.send(assignment, read_version=1)
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
        scoring.save(assignment, {impact.pk: Entered(1)}, seen=1)


def test_sending_twice_sends_once(assignment, impact, price):
    sent(assignment, impact, price)
    with pytest.raises(AssessmentRefused):
        scoring.send(assignment, read_version=1)
    assert SentScores.objects.count() == 1


def test_what_was_not_read_is_not_scored(assignment, application, impact, price):
    scoring.save(assignment, complete(impact, price), seen=0)
    application.version = 2
    application.save()
    with pytest.raises(AssessmentRefused, match="has changed since"):
        scoring.send(assignment, read_version=1)
    scoring.send(assignment, read_version=2)
    assert SentScores.objects.get().version == 2


def test_returned_scores_are_changed_and_sent_again_and_both_stay(
    assignment, impact, price, moderator
):
    sent(assignment, impact, price)
    scoring.return_scores(assignment, by=moderator, reason="Look at the price again.")
    scoring.save(assignment, {price.pk: Entered(5)}, seen=1)
    scoring.send(assignment, read_version=1)
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
        scoring.return_scores(assignment, by=moderator, reason="Why not.")
    sent(assignment, impact, price)
    with pytest.raises(AssessmentRefused, match="Write the reason"):
        scoring.return_scores(assignment, by=moderator, reason="")


def test_a_criterion_that_does_not_apply_is_not_asked(
    assignment, application, impact, price, moderator
):
    panel.set_not_applicable(application, price.pk, by=moderator, reason="Nothing to buy.")
    scoring.save(assignment, {impact.pk: Entered(3), price.pk: Entered(5)}, seen=0)
    scoring.send(assignment, read_version=1)
    assert [row["criterion"] for row in SentScores.objects.get().scores] == [impact.pk]
    panel.set_applicable(application, price.pk, by=moderator, reason="There is.")
    events = list(Entry.objects.values_list("event", flat=True))
    assert events == [Event.NOT_APPLICABLE, Event.SCORES_SENT, Event.APPLICABLE]


def test_the_last_agreed_score_counts_and_needs_a_reason(application, impact, moderator):
    with pytest.raises(AssessmentRefused, match="Write the reason"):
        panel.agree(application, impact.pk, 3, by=moderator, reason="")
    with pytest.raises(AssessmentRefused, match="from the scale"):
        panel.agree(application, impact.pk, 9, by=moderator, reason="More.")
    panel.agree(application, impact.pk, 3, by=moderator, reason="Between both.")
    panel.agree(application, impact.pk, 4, by=moderator, reason="After the pitch.")
    assert panel.agreed_scores_of([application])[application.pk][impact.pk].score == 4


def test_a_criterion_of_another_challenge_is_refused(application, moderator):
    with pytest.raises(AssessmentRefused, match="no such criterion"):
        panel.agree(application, 0, 3, by=moderator, reason="Odd.")


def test_what_is_no_longer_assessed_is_not_scored(assignment, application, impact):
    application.status = Status.WITHDRAWN
    application.save()
    with pytest.raises(AssessmentRefused):
        scoring.save(assignment, {impact.pk: Entered(3)}, seen=0)


def test_a_closed_assessment_is_frozen_until_a_manager_opens_it_with_a_reason(
    page, assignment, application, impact, price, moderator, manager
):
    sent(assignment, impact, price)
    other = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    rounds.close(page, by=moderator)
    for refused in (
        lambda: scoring.save(assignment, {impact.pk: Entered(1)}, seen=1),
        lambda: scoring.send(assignment, read_version=1),
        lambda: scoring.return_scores(assignment, by=manager, reason="Why."),
        lambda: panel.set_not_applicable(other, impact.pk, by=manager, reason="Why."),
        lambda: panel.set_applicable(other, impact.pk, by=manager, reason="Why."),
        lambda: panel.agree(other, impact.pk, 1, by=manager, reason="Why."),
        lambda: rounds.close(page, by=manager),
    ):
        with pytest.raises(AssessmentRefused, match="closed"):
            refused()
    with pytest.raises(AssessmentRefused, match="Only a programme manager"):
        rounds.reopen(page, by=moderator, reason="An error.")
    with pytest.raises(AssessmentRefused, match="Write the reason"):
        rounds.reopen(page, by=manager, reason="")
    rounds.reopen(page, by=manager, reason="An error.")
    panel.agree(other, impact.pk, 1, by=moderator, reason="Weak.")
    declaring.recognise(assignment.assessor, other, text="A friend.")
    events = list(Entry.objects.values_list("event", flat=True))
    assert events[1:3] == [Event.ASSESSMENT_CLOSED, Event.ASSESSMENT_REOPENED]
    assert list(history.check(page)) == []
