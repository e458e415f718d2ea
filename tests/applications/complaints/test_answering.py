"""Somebody who took no part in a decision answers about it; whoever did cannot."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.complaints.answering import AnswerRefused, answer
from applications.complaints.asking import ask
from applications.models import Complaint, Decision, Entry, Event
from applications.models.status import Status
from applications.privacy.anonymise import anonymise
from applications.workflow.transitions import move
from authorities.models import Role
from challenges.presentation.figures import complaints_in_words
from tests.applications.conftest import score
from tests.factories import UserFactory
from tests.factories.assessment import with_criteria
from tests.history import faults

KIND, OUTCOME = Complaint.Kind, Complaint.Outcome


@pytest.fixture
def complaint(told):
    return ask(told, KIND.COMPLAINT, "Question 2 was added up wrongly.")


@pytest.fixture
def other(authority):
    return UserFactory.working_for(authority, Role.MODERATOR, first_name="Olu", last_name="Other")


@pytest.fixture
def act(client, authority):
    """Return a function that signs somebody in and asks for, or sends to, a screen."""

    def acted(who, path, typed=None):
        client.force_login(who)
        send = client.post if typed is not None else client.get
        return send(path, typed, headers={"host": authority.hostname})

    return acted


def screen(complaint):
    return f"/admin/complaints/{complaint.pk}/"


def about_complaints(page):
    """Return what the record says against questions and complaints: the rest was made here."""
    return [said for _number, said in faults(page) if "complaint" in said]


SAID = {"text": "We looked again; you are right.", "outcome": "upheld"}


def test_the_answer_is_read_mailed_recorded_and_counted(
    complaint, told, challenge, other, act, browse
):
    act(other, screen(complaint), SAID)
    page = browse(told.private_path).content.decode()
    assert "We looked again; you are right." in page
    assert "We agree" in page
    assert f"Our answer about the decision on {told.reference}" in [
        mail.subject for mail in Email.objects.all()
    ]
    entry = Entry.objects.get(event=Event.COMPLAINT_ANSWERED)
    assert (entry.actor, entry.about["outcome"]) == (other, "upheld")
    assert about_complaints(challenge) == []
    figures = complaints_in_words(type(challenge).objects.all())
    assert "made 1 complaints" in figures
    assert "agreed with 1" in figures


def test_the_decision_stands_until_somebody_takes_it_back(complaint, told, other):
    before = Decision.objects.filter(application=told).count()
    answer(complaint, "You are right.", outcome=OUTCOME.UPHELD, by=other)
    told.refresh_from_db()
    assert told.status == Status.NOT_MATCHED
    assert Decision.objects.filter(application=told).count() == before


@pytest.mark.parametrize("how", ["decided", "scored", "screened"])
def test_who_took_part_cannot_answer_and_reads_who_can(
    how, complaint, told, challenge, moderator, other, manager, act
):
    who = moderator
    if how == "scored":
        who = UserFactory.working_for(told.authority, Role.MODERATOR, email="assessor1@example.com")
        score(told, with_criteria(challenge).criteria.first(), 1)
    if how == "screened":
        who = manager
        Decision.objects.create(
            application=told, from_status="submitted", to_status="screening", actor=manager
        )
    page = act(who, screen(complaint)).content.decode()
    assert "You took part in this decision" in page
    assert "Olu Other" in page
    refused = act(who, screen(complaint), SAID)
    assert refused.status_code == 403
    complaint.refresh_from_db()
    assert complaint.answered_at is None


def test_where_nobody_can_the_screen_says_what_to_do(complaint, moderator, act):
    page = act(moderator, screen(complaint)).content.decode()
    assert "Nobody can yet" in page
    assert "Ask an administrator to invite a moderator" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "\u200b", "outcome": "upheld"}, "Write the answer."),
        ({"text": "We looked."}, "Say what came of it."),
    ],
)
def test_an_answer_without_its_parts_is_refused_and_the_rest_stays(
    complaint, other, act, typed, said
):
    response = act(other, screen(complaint), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert ("We looked." in page) if typed["text"] == "We looked." else ("checked" in page)


def test_a_question_is_answered_without_an_outcome(told, other, act):
    question = ask(told, KIND.QUESTION, "What would have helped?")
    act(other, screen(question), {"text": "A partner.", "outcome": "upheld"})
    question.refresh_from_db()
    assert (question.answer, question.outcome) == ("A partner.", "")


def test_an_answer_is_given_once(complaint, other, authority):
    answer(complaint, "No.", outcome=OUTCOME.NOT_UPHELD, by=other)
    second = UserFactory.working_for(authority, Role.MODERATOR)
    with pytest.raises(AnswerRefused, match="meanwhile"):
        answer(complaint, "Yes.", outcome=OUTCOME.UPHELD, by=second)


def test_late_is_said_to_both(complaint, told, other, act, browse):
    Complaint.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert "and it is late" in browse(told.private_path).content.decode()
    home = act(other, "/admin/").content.decode()
    assert "1 question or complaint about a decision waits, the first one is late" in home
    assert ">late<" in act(other, "/admin/complaints/").content.decode()


def test_after_the_answer_another_may_be_asked(complaint, told, other):
    answer(complaint, "No.", outcome=OUTCOME.NOT_UPHELD, by=other)
    assert ask(told, KIND.QUESTION, "Why not?").pk


def test_the_record_of_the_challenge_has_both(complaint, challenge, other, manager, act):
    answer(complaint, "No, and this is why.", outcome=OUTCOME.NOT_UPHELD, by=other)
    page = act(manager, f"/admin/record/{challenge.pk}/").content.decode()
    assert "Question 2 was added up wrongly." in page
    assert "No, and this is why." in page
    assert "We do not agree" in page


def test_what_was_asked_and_answered_goes_with_the_application(complaint, told, challenge, other):
    answer(complaint, "No.", outcome=OUTCOME.NOT_UPHELD, by=other)
    anonymise(told, now=timezone.now())
    complaint.refresh_from_db()
    assert (complaint.text, complaint.answer, complaint.outcome) == ("", "", "not_upheld")
    assert about_complaints(challenge) == []


def test_the_applicants_copy_of_their_data_has_it(complaint, told, client, authority):
    response = client.get(f"{told.private_path}data.zip", headers={"host": authority.hostname})
    assert response.status_code == 200

    data = ZipFile(BytesIO(response.content)).read("data.json").decode()
    assert "Question 2 was added up wrongly." in data


def test_an_appeal_that_is_agreed_with_can_lead_to_another_decision(
    complaint, told, other, manager
):
    answer(complaint, "You are right.", outcome=OUTCOME.UPHELD, by=other)
    told.refresh_from_db()
    move(told, Status.IN_ASSESSMENT, by=manager, reason="A complaint was right.")
    assert told.status == Status.IN_ASSESSMENT
