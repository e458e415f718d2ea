"""Withdrawing, taking one's data away, and applying more than once."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from post_office.models import Email

from applications.models import Application, Decision, Draft, Extension
from applications.models.status import Status
from applications.privacy.erasure import erase
from applications.workflow.transitions import MoveRefused, move, withdraw
from challenges.models.status import Stage
from tests.applications.conftest import name_of
from tests.applications.files.test_upload_validation import PDF
from tests.applications.portal.test_after_sending import fresh, send_again
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory, filled_in


class TestWithdrawing:
    def test_it_asks_for_a_code_first(self, sent, browse, post):
        path = f"{sent.private_path}withdraw/"
        assert browse(path)["Location"] == "/account/sign-in/code/"
        assert post(path)["Location"] == "/account/sign-in/code/"
        assert fresh(sent).status == Status.SUBMITTED

    def test_another_proven_address_is_not_enough(self, sent, prove, post):
        prove("eve@example.com")
        post(f"{sent.private_path}withdraw/")
        assert fresh(sent).status == Status.SUBMITTED

    def test_it_is_confirmed_recorded_and_told(self, sent, prove, post, browse):
        prove("ada@example.com")
        path = f"{sent.private_path}withdraw/"
        assert "Withdraw your application?" in browse(path).text
        assert fresh(sent).status == Status.SUBMITTED
        post(path, {"reason": "We have no time."})
        decision = sent.decisions.last()
        assert (decision.to_status, decision.actor) == (Status.WITHDRAWN, None)
        assert decision.reason == "We have no time."
        assert "This application is withdrawn" in browse(sent.private_path).text
        assert Email.objects.filter(subject__contains="is withdrawn").count() == 1

    def test_while_the_challenge_is_open_it_can_be_sent_again(self, sent, post, browse):
        withdraw(sent)
        response = send_again(sent, post)
        assert response["Location"] == sent.private_path
        again = fresh(sent)
        assert again.status == again.released_status == Status.SUBMITTED
        assert [decision.to_status for decision in again.decisions.all()] == [
            Status.SUBMITTED,
            Status.WITHDRAWN,
            Status.SUBMITTED,
        ]

    @pytest.mark.parametrize(
        "status",
        [
            status
            for status in Status
            if status not in (Status.PROCURED, Status.NOT_PROCURED, Status.WITHDRAWN)
        ],
    )
    def test_it_is_possible_from_every_state_before_the_outcome(self, challenge, status):
        application = ApplicationFactory(page=challenge, status=status)
        withdraw(application)
        assert fresh(application).status == Status.WITHDRAWN

    def test_it_says_nothing_of_a_decision_that_was_not_told(self, challenge):
        application = ApplicationFactory(page=challenge, status=Status.NOT_MATCHED)
        withdraw(application)
        assert "not matched" not in fresh(application).status_for_applicant

    @pytest.mark.parametrize("status", [Status.PROCURED, Status.NOT_PROCURED, Status.WITHDRAWN])
    def test_it_is_too_late_after_the_outcome(self, challenge, status):
        application = ApplicationFactory(page=challenge, status=status)
        with pytest.raises(MoveRefused):
            withdraw(application)

    def test_what_the_public_was_told_is_not_made_untrue(self, authority):
        challenge = ChallengePageFactory(authority=authority, closed=True, stage=Stage.MATCHED)
        application = ApplicationFactory(page=challenge, status=Status.MATCHED)
        with pytest.raises(MoveRefused, match="cannot be withdrawn here any more"):
            withdraw(application)

    def test_staff_record_one_that_came_by_telephone(self, sent, moderator):
        move(sent, Status.WITHDRAWN, by=moderator, reason="She rang.")
        assert fresh(sent).released_status == Status.WITHDRAWN
        assert sent.decisions.last().actor == moderator
        assert Email.objects.filter(subject__contains="is withdrawn").exists()


class TestOneForEachBusiness:
    def test_who_has_proven_the_address_is_led_to_the_first(self, sent, challenge, prove, post):
        prove("ada@example.com")
        response = post(challenge.url, filled_in(challenge))
        assert response["Location"] == sent.private_path
        assert Application.objects.count() == 1
        assert Draft.objects.count() == 2

    def test_anybody_else_may_send_and_learns_nothing(self, sent, challenge, stranger):
        response = stranger.post(challenge.url, filled_in(challenge))
        assert response.status_code == 302
        assert sent.draft.secret not in response["Location"]
        assert Application.objects.count() == 2

    def test_staff_see_that_it_is_likely_the_same(
        self, sent, challenge, stranger, moderator, sign_in, browse
    ):
        stranger.post(challenge.url, filled_in(challenge, email="eve@example.com"))
        sign_in(moderator)
        assert browse("/admin/queue/").text.count("likely duplicate") == 2
        other = Application.objects.exclude(pk=sent.pk).get()
        assert other.reference in browse(f"/admin/queue/inspect/{sent.pk}/").text

    def test_another_business_is_none(self, sent, challenge, moderator, sign_in, browse):
        ApplicationFactory(page=challenge)
        sign_in(moderator)
        assert "likely duplicate" not in browse("/admin/queue/").text

    def test_a_challenge_may_allow_several(self, sent, challenge, prove, post):
        type(challenge).objects.filter(pk=challenge.pk).update(allows_several=True)
        prove("ada@example.com")
        assert post(challenge.url, filled_in(challenge))["Location"] != sent.private_path
        assert Application.objects.count() == 2

    def test_after_a_withdrawal_another_one_is_the_first(self, sent, challenge, prove, post):
        withdraw(sent)
        prove("ada@example.com")
        post(challenge.url, filled_in(challenge))
        assert Application.objects.exclude(status=Status.WITHDRAWN).count() == 1


class TestData:
    def test_a_copy_holds_all_that_is_kept_and_the_files(self, sent, browse):
        response = browse(f"{sent.private_path}data.zip")
        archive = zipfile.ZipFile(io.BytesIO(response.content))
        kept = json.loads(archive.read("data.json"))
        assert kept["contact"] == "ada@example.com"
        assert kept["sent"][0]["details"]["business_name"] == "Drywall Labs"
        (name,) = [name for name in archive.namelist() if name.startswith("files/")]
        assert archive.read(name) == PDF

    def test_erasing_asks_for_a_code_and_says_what_stays_and_for_how_long(
        self, sent, browse, prove
    ):
        path = f"{sent.private_path}erase/"
        assert browse(path).status_code == 302
        prove("ada@example.com")
        assert "6 years" in browse(path).text
        assert fresh(sent).email == "ada@example.com"

    def test_the_form_says_for_how_long_before_anything_is_sent(self, challenge, browse):
        assert "6 years" in browse(challenge.url).text

    def test_the_people_in_what_was_sent_are_erased_and_the_record_stays(
        self, sent, post, prove, browse
    ):
        prove("ada@example.com")
        path = sent.private_path
        assert "Your data is erased" in post(f"{path}erase/").text
        erased = fresh(sent)
        assert (erased.email, erased.contact_name) == ("", "Erased")
        assert erased.status == Status.WITHDRAWN
        assert erased.business_name == "Drywall Labs"
        assert Decision.objects.filter(application=erased).count() == 2
        kept = json.dumps([erased.draft.typed, list(erased.sent_versions.values("details"))])
        assert "ada@example.com" not in kept
        assert "Ada Okafor" not in kept
        assert browse(path).status_code == 410

    def test_a_draft_that_was_never_sent_goes_with_its_files(self, challenge, post):
        from tests.applications.drafts.test_drafts import section

        summary = name_of(challenge, "A summary")
        draft = DraftFactory(page=challenge)
        upload = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
        post(section(draft, "challenge"), {summary: upload, "version": "1"})
        assert erase(draft)
        assert not Draft.objects.exists()

    def test_that_somebody_was_given_more_time_stays_on_the_record(self, challenge):
        draft = DraftFactory(page=challenge)
        Extension.objects.create(draft=draft, until=timezone.now(), reason="Power cut.")
        assert not erase(draft)
        kept = Draft.objects.get()
        assert (kept.typed, kept.email, kept.versions.count()) == ({}, "", 0)
        # Why may say something of a person.
        assert Extension.objects.get().reason == ""
