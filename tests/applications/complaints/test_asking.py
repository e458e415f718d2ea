"""Within the authority's days an applicant asks about a decision; nobody is left unanswered."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from post_office.models import Email

from applications.complaints.asking import AskedBefore, TooLate, ask, may_ask_until
from applications.models import Complaint, DecisionLetter, Entry, Event, Release
from applications.models.status import Status
from authorities.models import AuthoritySettings, Role
from tests.factories import ApplicationFactory, UserFactory
from tests.history import faults

QUESTION, COMPLAINT = Complaint.Kind.QUESTION, Complaint.Kind.COMPLAINT
LONDON = ZoneInfo("Europe/London")


def path(application, rest="complaint/"):
    return f"{application.private_path}{rest}"


def typed(**more):
    return {"kind": "complaint", "text": "Question 2 was added up wrongly.", **more}


def mails_to(address):
    return [mail.subject for mail in Email.objects.order_by("pk") if address in mail.to]


def test_the_page_offers_it_with_the_last_day_and_keeps_what_is_sent(told, post, browse):
    page = browse(told.private_path).content.decode()
    assert "Ask or complain about this decision" in page
    sent = post(path(told), typed())
    assert sent["Location"] == f"{told.private_path}#complaints"
    page = browse(told.private_path).content.decode()
    assert "Question 2 was added up wrongly." in page
    assert "Somebody who took no part in the decision answers you by the end of" in page
    assert "Ask or complain about this decision" not in page
    assert f"We have your complaint about {told.reference}" in mails_to(told.email)


def test_it_is_on_the_record(told, challenge):
    complaint = ask(told, COMPLAINT, "Why?")
    entry = Entry.objects.get(event=Event.COMPLAINED)
    assert (entry.about, entry.actor) == ({"complaint": complaint.pk}, None)
    Complaint.objects.update(text="Thank you!")
    assert [one for _number, one in faults(challenge) if "what was asked was changed" in one]


def test_sent_twice_it_is_one_and_the_page_leads_to_it(told, post):
    for _time in range(2):
        assert post(path(told), typed())["Location"] == f"{told.private_path}#complaints"
    assert Complaint.objects.count() == 1


def test_another_waits_until_the_first_is_answered_and_keeps_its_text(told, post):
    ask(told, QUESTION, "Why?")
    answer = post(path(told), typed())
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "We have not answered what you sent before" in page
    assert "Question 2 was added up wrongly." in page
    with pytest.raises(AskedBefore):
        ask(told, QUESTION, "Why not?")


@pytest.mark.parametrize(
    ("day", "is_in_time"),
    [
        (datetime(2027, 3, 29, 23, 59, tzinfo=LONDON), True),
        (datetime(2027, 3, 30, 0, 0, tzinfo=LONDON), False),
    ],
)
def test_the_last_day_counts_whole_where_the_authority_is(told, day, is_in_time):
    # Over the change to summer time, which a count of hours would miss.
    told_on = datetime(2027, 3, 1, 17, tzinfo=LONDON)
    Release.objects.update(visible_at=told_on)
    told = type(told).objects.get(pk=told.pk)
    if is_in_time:
        assert ask(told, QUESTION, "Why?", now=day).pk
    else:
        with pytest.raises(TooLate):
            ask(told, QUESTION, "Why?", now=day)


def test_after_the_last_day_the_page_says_so_and_whom_to_write_to(told, post, browse):
    Release.objects.update(visible_at=told.submit_time - timedelta(days=90))
    page = browse(path(told)).content.decode()
    assert "The time for it ended with" in page
    assert "weekends and holidays included" in page
    assert "You can still write to us" in page
    refused = post(path(told), typed())
    assert refused.status_code == 422
    assert "Question 2 was added up wrongly." in refused.content.decode()
    assert not Complaint.objects.exists()


def test_an_authority_that_takes_none_offers_none(told, post, browse):
    AuthoritySettings.objects.update(complaint_days=0)
    assert "complain" not in browse(told.private_path).content.decode()
    assert post(path(told), typed()).status_code == 422
    assert not Complaint.objects.exists()


def test_who_was_told_nothing_has_nothing_to_ask_about(challenge, browse, client):
    waiting = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    assert client.get(path(waiting)).status_code == 404
    with pytest.raises(TooLate):
        ask(waiting, QUESTION, "Why?")


def test_a_letter_without_a_release_has_no_days(told):
    with pytest.raises(ValueError, match="not told"):
        may_ask_until(DecisionLetter(release=None), AuthoritySettings())


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": "\u200b"}, "Write what you want to ask, or what was wrong."),
        ({"kind": ""}, "Choose a question or a complaint."),
        ({"text": "word " * 3000}, "Use 500 words or fewer."),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_the_rest_stays(told, post, sent, said):
    answer = post(path(told), typed(**sent))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert sent.get("text", "Question 2 was added up wrongly.").strip("\u200b ") in page
    assert not Complaint.objects.exists()


def test_those_who_may_answer_are_written_to_and_nobody_who_decided(told, moderator, authority):
    other = UserFactory.working_for(authority, Role.MODERATOR)
    ask(told, COMPLAINT, "Why?")
    assert f"Somebody asks about a decision: {told.reference}" in mails_to(other.email)
    assert not [one for one in mails_to(moderator.email) if "decision:" in one]


def test_where_everybody_took_part_it_is_not_stuck(told, moderator, authority):
    administrator = UserFactory.working_for(authority, Role.ADMINISTRATOR)
    ask(told, COMPLAINT, "Why?")
    said = f"Nobody may answer about a decision yet: {told.reference}"
    assert said in mails_to(moderator.email)
    assert said in mails_to(administrator.email)
    (mail,) = Email.objects.filter(to=administrator.email, subject=said)
    assert "invites a moderator who did not" in " ".join(mail.message.split())
