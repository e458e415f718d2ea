"""A correction that follows a letter which its applicant could read already."""

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.models import Correction, Entry, Event
from applications.models.status import Status
from applications.release.corrections import correct
from applications.release.letters import LetterRefused
from authorities.models import Role
from tests.applications.release.conftest import letter_of
from tests.applications.release.test_releasing import HOUR, private_page
from tests.factories import UserFactory
from tests.history import faults_once_sealed


@pytest.fixture
def told(decide, release):
    application = decide()
    release()
    return letter_of(application)


def address(letter) -> str:
    return f"/admin/releases/letters/{letter.pk}/"


def send(client, letter, text):
    return client.post(address(letter), {"action": "correct", "correction": text}, follow=True)


def test_the_applicant_reads_it_beside_the_letter_and_gets_a_mail_that_says_nothing_of_it(
    told, moderator, sign_in, browse
):
    text = told.text
    said = send(sign_in(moderator), told, "The prize is £8,000, not £9,000.")
    assert "The correction stands beside the letter" in said.text
    shown = private_page(told.application, browse)
    assert "Correction of" in shown
    assert "The prize is £8,000, not £9,000." in shown
    told.refresh_from_db()
    assert told.text == text
    mail = Email.objects.get()
    assert mail.to == [told.application.email]
    assert "£8,000" not in mail.message


def test_it_is_in_the_history_and_a_changed_one_is_found_out(told, challenge, moderator):
    made = correct(told, text="£8,000.", by=moderator)
    assert Entry.objects.get(event=Event.CORRECTED).about["correction"] == made.pk
    assert faults_once_sealed(challenge) == []
    Correction.objects.update(text="£1.")
    assert any("orrection" in sentence for _number, sentence in faults_once_sealed(challenge))


def test_the_record_of_the_challenge_names_it(told, challenge, moderator, sign_in):
    correct(told, text="£8,000 it is.", by=moderator)
    page = sign_in(moderator).get(f"/admin/record/{challenge.pk}/").text
    assert f"Correction of the letter about {told.application.reference}" in page


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_an_empty_one_is_refused(told, moderator, sign_in, text):
    refused = send(sign_in(moderator), told, text)
    assert refused.status_code == 409
    assert "Write the correction" in refused.text
    assert not Correction.objects.exists()


def test_a_letter_that_nobody_can_read_yet_is_changed_and_not_corrected(
    decide, release, moderator, sign_in
):
    letter = letter_of(decide(Status.NOT_MATCHED))
    release(at=timezone.now() + HOUR)
    with pytest.raises(LetterRefused, match="change the letter itself"):
        correct(letter, text="Another word.", by=moderator)
    assert "Send the correction" not in sign_in(moderator).get(address(letter)).text


def test_what_is_too_long_is_refused_and_kept_beside_the_field(told, moderator, sign_in):
    refused = send(sign_in(moderator), told, "x" * 5001)
    assert "You have used 5,001." in refused.text
    assert "x" * 5001 in refused.text


def test_an_auditor_corrects_nothing(told, authority, sign_in):
    auditor = UserFactory.working_for(authority, Role.AUDITOR)
    assert send(sign_in(auditor), told, "Other.").status_code == 404
    with pytest.raises(LetterRefused):
        correct(told, text="Other.", by=auditor)
