"""Releasing: who is told what, when, once; and what stays unseen until then."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from applications.jobs.release_mails import mail_releases
from applications.models import Application, DecisionLetter, Entry, Event, Release
from applications.models.status import Status
from applications.portal.application_rows import application_rows
from applications.portal.data_copies import as_archive
from applications.release.releasing import ReleaseRefused, stop_release
from applications.workflow.transitions import move, withdraw
from authorities.models import Role
from tests.applications.release.conftest import letter_of
from tests.factories import UserFactory
from tests.history import faults_once_sealed

HOUR = timedelta(hours=1)


def private_page(application, browse):
    return browse(application.private_path).text


def tell_fresh(application):
    return Application.objects.get(pk=application.pk).told_status()


class TestNow:
    def test_the_applicant_reads_the_letter_with_its_feedback(self, decide, release, browse):
        application = decide(Status.NOT_MATCHED)
        rows = [{"criterion": 1, "name": "Impact", "comment": "Brave."}]
        DecisionLetter.objects.update(text="Dear <Ada>", comments=rows, stronger="A partner.")
        release()
        shown = private_page(application, browse)
        for text in (
            "You are not matched with this challenge",
            "Dear &lt;Ada&gt;",
            "Impact",
            "Brave.",
            "A partner.",
        ):
            assert text in shown
        # The moderator took it out of the letter.
        assert "A reason for the record." not in shown

    def test_scores_are_shown_only_where_the_authority_chose_so(self, decide, release, browse):
        shows, hides = decide(), decide()
        scores = [{"criterion": 1, "name": "Impact", "weight": 100, "mean": "3.5", "maximum": 5}]
        DecisionLetter.objects.update(scores=scores)
        DecisionLetter.objects.filter(application=shows).update(shows_scores=True)
        release()
        assert "3.5 of 5" in private_page(shows, browse)
        assert "3.5 of 5" not in private_page(hides, browse)

    def test_earlier_letters_remain_below(self, decide, release, browse, moderator):
        application = decide(Status.MATCHED)
        DecisionLetter.objects.update(text="First letter.")
        release(now=timezone.now() - HOUR)
        move(application, Status.NOT_SELECTED, by=moderator, reason="Another one.")
        DecisionLetter.objects.filter(status=Status.NOT_SELECTED).update(
            text="Second letter.", stronger="Grow."
        )
        release()
        shown = private_page(application, browse)
        assert shown.index("Second letter.") < shown.index("Earlier decisions")
        assert shown.index("Earlier decisions") < shown.index("First letter.")

    def test_it_is_on_the_record_for_the_page_and_each_applicant(
        self, challenge, decide, release, moderator
    ):
        told = [decide(), decide()]
        made = release()
        planned = Entry.objects.get(event=Event.RELEASE_PLANNED)
        assert planned.actor == moderator
        assert planned.about["letters"] == {"not_matched": 2}
        entries = Entry.objects.filter(event=Event.TOLD)
        assert {entry.application_id for entry in entries} == {one.pk for one in told}
        assert {entry.about["release"] for entry in entries} == {made.pk}
        assert faults_once_sealed(challenge) == []

    def test_only_the_groups_that_were_chosen_are_told(self, decide, release):
        early, waits = decide(Status.INELIGIBLE), decide(Status.MATCHED)
        release(Status.INELIGIBLE)
        assert tell_fresh(early) is Status.INELIGIBLE
        assert tell_fresh(waits) is Status.SUBMITTED
        release()
        assert tell_fresh(waits) is Status.MATCHED

    def test_a_letter_that_changed_since_it_was_read_is_not_released(
        self, challenge, decide, moderator
    ):
        from applications.release.releasing import plan_release, ready_groups

        application = decide()
        seen = {group.status: group.print for group in ready_groups(challenge)}
        DecisionLetter.objects.update(text="Changed meanwhile.")
        with pytest.raises(ReleaseRefused, match="have changed"):
            plan_release(challenge, seen, by=moderator)
        assert tell_fresh(application) is Status.SUBMITTED

    def test_letters_without_feedback_are_named(self, decide, release):
        empty = decide(stronger=" ")
        with pytest.raises(ReleaseRefused, match=empty.reference):
            release()
        assert not Release.objects.exists()

    def test_nothing_chosen_is_refused(self, release):
        with pytest.raises(ReleaseRefused, match="Choose which"):
            release()

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.OBSERVER, Role.EDITOR, Role.APPROVER])
    def test_others_release_nothing(self, authority, decide, release, role):
        decide()
        with pytest.raises(ReleaseRefused, match="Only moderators"):
            release(by=UserFactory.working_for(authority, role))

    def test_staff_of_another_authority_release_nothing(self, other_authority, decide, release):
        decide()
        with pytest.raises(ReleaseRefused):
            release(by=UserFactory.working_for(other_authority, *Role))


class TestUntold:
    """Until an applicant is told, nothing that they can reach changes."""

    def test_no_page_or_copy_of_the_applicants_says_anything(self, decide, browse):
        application = decide(Status.NOT_MATCHED)
        DecisionLetter.objects.update(text="Untold words.", stronger="Untold advice.")
        private = application.private_path
        for path in (private, f"{private}print/", f"{private}versions/", f"{private}messages/"):
            shown = browse(path).text
            assert "Untold" not in shown, path
            assert "not matched" not in shown, path
        assert "Withdraw this application" in private_page(application, browse)
        archive = zipfile.ZipFile(io.BytesIO(as_archive(application.draft)))
        kept = json.loads(archive.read("data.json"))
        assert kept["decisions"] == []
        assert kept["state"] == "We have your application"
        assert "Untold" not in json.dumps(kept)
        application.refresh_from_db()
        (row,) = application_rows([application.draft], application.email, timezone.now())
        assert row.state == "We have your application"

    def test_what_was_told_is_in_the_archive(self, decide, release):
        application = decide()
        DecisionLetter.objects.update(text="Told words.")
        release()
        archive = zipfile.ZipFile(io.BytesIO(as_archive(application.draft)))
        (decision,) = json.loads(archive.read("data.json"))["decisions"]
        assert decision["letter"] == "Told words."
        assert decision["stronger"] == "Name a partner."

    def test_an_untold_outcome_does_not_show_in_what_the_applicant_can_do(self, decide, browse):
        application = decide(Status.MATCHED)
        Application.objects.filter(pk=application.pk).update(status=Status.PROCURED)
        assert "Withdraw this application" in private_page(application, browse)


class TestLater:
    @pytest.fixture
    def planned(self, decide, release):
        """An application whose decision becomes visible in an hour."""
        application = decide(Status.MATCHED)
        release(at=timezone.now() + HOUR)
        return application

    def test_it_is_told_at_its_time_without_any_worker(self, planned, browse):
        assert "matched" not in private_page(planned, browse)
        with time_machine.travel(timezone.now() + HOUR):
            assert "You are matched with this challenge" in private_page(planned, browse)

    def test_the_time_must_be_to_come(self, decide, release):
        decide()
        with pytest.raises(ReleaseRefused, match="has not come yet"):
            release(at=timezone.now() - HOUR)

    def test_it_can_be_stopped_before_and_not_after(self, planned, moderator, challenge, release):
        made = Release.objects.get()
        with pytest.raises(ReleaseRefused, match="cannot be stopped"):
            stop_release(made, by=moderator, reason="Late.", now=timezone.now() + HOUR)
        with pytest.raises(ReleaseRefused, match="Write the reason"):
            stop_release(made, by=moderator, reason=" ")
        stop_release(made, by=moderator, reason="Too early.")
        planned.refresh_from_db()
        assert planned.told_status(timezone.now() + HOUR) is Status.SUBMITTED
        assert mail_releases(timezone.now() + HOUR) == 0
        stopped = Entry.objects.filter(event=Event.RELEASE_STOPPED).order_by("number")
        assert list(stopped.values_list("application", "reason")) == [
            (None, "Too early."),
            (planned.pk, ""),
        ]
        release()
        assert tell_fresh(planned) is Status.MATCHED

    def test_others_stop_nothing(self, planned, authority):
        auditor = UserFactory.working_for(authority, Role.AUDITOR)
        with pytest.raises(ReleaseRefused, match="Only moderators"):
            stop_release(Release.objects.get(), by=auditor, reason="No.")

    def test_a_decision_taken_back_before_its_time_is_not_told(self, planned, manager):
        move(planned, Status.IN_ASSESSMENT, by=manager, reason="A mistake.")
        planned.refresh_from_db()
        later = timezone.now() + HOUR
        assert planned.told_status(later) is Status.SUBMITTED
        assert not Release.objects.get().letters.exists()
        assert mail_releases(later) == 0

    def test_a_withdrawal_before_its_time_is_what_the_applicant_reads(self, planned):
        withdraw(planned)
        planned.refresh_from_db()
        assert planned.told_status(timezone.now() + HOUR) is Status.WITHDRAWN

    def test_a_second_release_keeps_what_the_first_told(self, planned, release, moderator):
        with time_machine.travel(timezone.now() + HOUR):
            move(planned, Status.SELECTED, by=moderator, reason="Best.")
            assert tell_fresh(planned) is Status.MATCHED
            DecisionLetter.objects.filter(status=Status.SELECTED).update(stronger="Grow.")
            release(at=timezone.now() + HOUR)
            assert tell_fresh(planned) is Status.MATCHED
        with time_machine.travel(timezone.now() + 2 * HOUR):
            assert tell_fresh(planned) is Status.SELECTED

    def test_a_decision_taken_back_after_it_was_told_is_corrected_by_the_next_release(
        self, decide, release, manager, browse
    ):
        application = decide(Status.MATCHED)
        release()
        move(application, Status.IN_ASSESSMENT, by=manager, reason="A mistake.")
        assert tell_fresh(application) is Status.MATCHED
        move(application, Status.NOT_MATCHED, by=manager, reason="A conflict.")
        letter = letter_of_status(application, Status.NOT_MATCHED)
        DecisionLetter.objects.filter(pk=letter.pk).update(stronger="Grow.")
        release()
        assert tell_fresh(application) is Status.NOT_MATCHED
        statuses = application.decisions.values_list("to_status", flat=True)
        assert list(statuses) == ["matched", "in_assessment", "not_matched"]
        assert "You are matched with this challenge" in private_page(application, browse)


def letter_of_status(application, status):
    return DecisionLetter.objects.get(application=application, status=status, voided_at=None)


def test_a_letter_is_of_one_decision(decide):
    assert letter_of(decide()).decision.to_status == Status.NOT_MATCHED
