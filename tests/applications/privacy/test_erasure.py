"""What goes when it is asked for, and who assessed."""

import json
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from post_office.models import Email

from applications.assessment.assessors.forgetting import due_assessors, forget_assessors
from applications.assessment.assessors.invitations import invite, remove
from applications.drafts.extensions import extend
from applications.models import Assessor, DecisionLetter, Entry, Event, Message, Score
from applications.models.status import Status
from applications.privacy.erasure import erase
from applications.privacy.retention import apply_retention
from applications.workflow.legal_holds import set_hold
from applications.workflow.transitions import move
from authorities.mail.sender import queue_mail
from authorities.models import SentMail
from tests.applications.privacy.conftest import YEAR
from tests.applications.privacy.test_retention import everything_kept, written_about
from tests.factories import ChallengePageFactory, DraftFactory, UserFactory
from tests.history import faults


def test_an_erasure_that_was_asked_for_takes_the_contact_out_of_letters_and_messages(recorded):
    application = recorded.untold
    DecisionLetter.objects.filter(application=application).update(text="Dear Ada Okafor,")
    Message.objects.create(application=application, text=f"From {application.email}.")
    erase(application.draft)
    kept = json.dumps(
        [
            *application.letters.values_list("text", flat=True),
            *application.messages.values_list("text", flat=True),
        ]
    )
    assert "Ada Okafor" not in kept
    assert application.email not in kept


def test_an_erasure_that_was_asked_for_reaches_everything_that_was_written(recorded, moderator):
    application = recorded.told
    written_about(application, moderator)
    application.contact_name = "Zora Neale"
    application.save(update_fields=["contact_name"])
    application.messages.update(text="Private: zora neale rang.")
    application.notes.update(text="Private: Zora Neale is away.")
    application.pitch.how_it_went = f"Private: {application.email} was late."
    application.pitch.save()
    scores = Score.objects.filter(assignment__application=application)
    scores.update(comment="Zora Neale's idea.", private_comment="Zora Nealey.")
    decision = application.decisions.get()
    erase(application.draft)
    kept = everything_kept()
    assert "zora neale " not in kept.lower()
    assert "Zora Neale's" not in kept
    assert application.email not in kept
    assert "Zora Nealey." in kept
    assert "Private: Erased rang." in kept
    decision.refresh_from_db()
    assert decision.reason == ""


def test_the_reason_for_more_time_goes_too_if_it_was_given_before_sending(recorded, manager, later):
    draft = DraftFactory(page=recorded.page)
    now = timezone.now()
    extend(draft, recorded.page, until=now + YEAR, by=manager, reason="Ill.", now=now)
    apply_retention(later)
    assert "Ill." not in everything_kept()
    assert draft.extensions.count() == 1
    assert faults(recorded.page) == []


def test_a_reason_that_is_missing_without_an_erasure_of_it_is_a_fault(recorded):
    erase(recorded.told.draft)
    move(recorded.untold, Status.IN_ASSESSMENT, by=UserFactory(is_superuser=True), reason="Again.")
    entry = Entry.objects.filter(reason="Again.")
    assert faults(recorded.page) == []
    QuerySet.update(entry, reason="", salt="")
    assert len(faults(recorded.page)) == 1


def test_a_mail_that_waits_about_something_else_is_not_lost(recorded, authority):
    about_it, other = (
        queue_mail(
            recorded.told.email,
            authority,
            "applications/assessment/mail/assessor_removed.txt",
            subject=subject,
            context={"page": recorded.page},
        )
        for subject in (f"About {recorded.told.reference}", "About another")
    )
    for mail in (about_it, other):
        SentMail.objects.create(authority=authority, kind="x", key=str(mail.pk), mail=mail)
    erase(recorded.told.draft)
    assert list(Email.objects.filter(to=[recorded.told.email])) == [other]


class TestAssessors:
    def test_they_are_forgotten_with_the_last_application_and_keep_their_numbers(
        self, recorded, moderator, later
    ):
        assessors = Assessor.objects.filter(page_id=recorded.page.pk)
        remove(assessors.get(number=2), by=moderator, reason="Assess Person2 moved away.")
        secrets = set(assessors.values_list("secret", flat=True))
        apply_retention(later)
        kept = everything_kept()
        for private in ("Assess Person", "assessor1@example.com", *secrets):
            assert private not in kept, private
        assert list(assessors.values_list("number", flat=True)) == [1, 2]
        assert Entry.objects.filter(event=Event.ERASED, assessor__isnull=False).count() == 2
        assert faults(recorded.page) == []
        assert forget_assessors(later) == 0

    def test_one_application_that_is_held_keeps_them_all(self, recorded, manager, later):
        set_hold(recorded.told, reason="A complaint.", by=manager)
        apply_retention(later)
        assert not Assessor.objects.exclude(erased_at=None).exists()

    def test_where_nobody_applied_the_longest_period_counts(self, recorded, authority, moderator):
        page = ChallengePageFactory(authority=authority, closed=True)
        now = timezone.now()
        answer_by = now + timedelta(days=1)
        invite(page, name="Ida", email="ida@example.com", answer_by=answer_by, by=moderator)
        due = {one.name for one in due_assessors(now + 5 * YEAR)}
        assert "Ida" not in due
        due = {one.name for one in due_assessors(now + 7 * YEAR)}
        assert due == {"Ida"}
