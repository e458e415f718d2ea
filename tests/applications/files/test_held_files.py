"""Files that wait for the scanner, and files in which it found something, at every door."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from applications.drafts import saving
from applications.jobs.file_scans import scan_files
from applications.models import Application, ApplicationFile, Entry, Event, Kind, Note
from applications.models.status import Status
from applications.portal.data_copies import as_archive
from applications.record.panel_pack import panel_pack
from applications.submission.replacing import TooLate, harmful_files, replace
from authorities.models import Role, ScanState
from authorities.scope import settings_of
from tests.applications.assessment.conftest import Browser
from tests.applications.conftest import name_of
from tests.applications.files.test_upload_validation import PDF
from tests.clamd import EICAR
from tests.factories import ChallengePageFactory, QuestionFactory, UserFactory, filled_in
from tests.factories.assessment import AssessorFactory, AssignmentFactory

NOBODY = "127.0.0.1:1"


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority,
        is_rolling=True,
        questions=[QuestionFactory(label="A summary", field_type=Kind.FILE)],
    )


def upload(content=PDF, name="plan.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def held(challenge, post, settings):
    """A file that was sent while the scanner was away."""
    settings.CLAMAV_ADDRESS = NOBODY
    summary = name_of(challenge, "A summary")
    # The PDF carries what the tests' signature finds.
    response = post(challenge.url, filled_in(challenge, **{summary: upload(PDF + EICAR)}))
    assert response.status_code == 302
    return ApplicationFile.objects.get()


def doors(file):
    """Return every address of the file's, by who uses it."""
    application = file.draft.application
    return {
        "applicant": reverse("application_own_file", args=[file.draft.secret, file.pk]),
        "staff": reverse("application_file", args=[application.pk, file.pk]),
        "preview": reverse("application_preview", args=[application.pk, file.pk]),
        "page": reverse("application_preview_picture", args=[application.pk, file.pk, 1]),
    }


def statuses(file, browse, moderator, client):
    found = {"applicant": browse(doors(file)["applicant"]).status_code}
    client.force_login(moderator)
    return found | {
        who: browse(path).status_code for who, path in doors(file).items() if who != "applicant"
    }


def packed_names(archive):
    return zipfile.ZipFile(archive).namelist()


class TestHeld:
    def test_it_counts_as_sent_and_waits_at_every_door(self, held, browse, moderator, client):
        assert held.scan_state == ScanState.UNSCANNED
        assert held.draft.application.status == Status.SUBMITTED
        assert set(statuses(held, browse, moderator, client).values()) == {409}
        assert not Entry.objects.filter(event=Event.FILE_HANDED_OUT).exists()

    def test_it_is_said_to_applicant_and_staff(self, held, browse, moderator, client):
        assert "being checked" in browse(held.draft.private_path).text
        assert "is being checked" in browse(doors(held)["applicant"]).text
        client.force_login(moderator)
        screen = reverse("queue_modeladmin_inspect", args=[held.draft.application.pk])
        assert "being checked" in browse(screen).text

    def test_a_text_stands_in_its_place_in_packs_and_copies(self, held, challenge):
        names = packed_names(panel_pack(challenge, settings_of(held.draft.authority)))
        assert f"{held.draft.reference}/1-plan.pdf.txt" in names
        assert f"{held.draft.reference}/1-plan.pdf" not in names
        names = packed_names(io.BytesIO(as_archive(held.draft)))
        assert names == ["data.json", f"files/{held.pk}-plan.pdf.txt"]

    def test_an_assessor_waits_too(self, held, challenge):
        application = held.draft.application
        Application.objects.update(status=Status.IN_ASSESSMENT)
        application.refresh_from_db()
        assignment = AssignmentFactory(
            assessor=AssessorFactory(page=challenge), application=application
        )
        browser = Browser(challenge.get_site())
        browser.prove(assignment.assessor.email)
        path = reverse("assessor_file", args=[assignment.assessor.secret, assignment.key, held.pk])
        assert browser.get(path).status_code == 409
        ApplicationFile.objects.update(scan_state=ScanState.CLEAN)
        assert browser.get(path).status_code == 200

    def test_without_a_scanner_nothing_waits(self, held, browse, moderator, client, settings):
        settings.CLAMAV_ADDRESS = ""
        assert statuses(held, browse, moderator, client)["applicant"] == 200

    def test_the_worker_tries_again_and_passes_nothing_while_nobody_answers(self, held):
        assert scan_files(timezone.now()) == 0
        held.refresh_from_db()
        assert held.scan_state == ScanState.UNSCANNED


@pytest.mark.clamav
class TestScanned:
    @pytest.fixture
    def found(self, held, scanner, moderator):
        """The file once the worker has asked the scanner about it."""
        scan_files(timezone.now())
        held.refresh_from_db()
        return held

    def test_a_harmless_file_opens_once_it_is_checked(self, held, scanner, browse):
        with held.file.open("wb") as stored:
            stored.write(PDF)
        assert scan_files(timezone.now()) == 1
        assert browse(doors(held)["applicant"]).status_code == 200

    def test_a_harmful_upload_is_refused_at_once_and_not_kept(self, challenge, post, scanner):
        summary = name_of(challenge, "A summary")
        response = post(challenge.url, filled_in(challenge, **{summary: upload(PDF + EICAR)}))
        assert response.status_code == 422
        assert "found something harmful in this file" in response.text
        assert not ApplicationFile.objects.exists()

    def test_a_finding_is_locked_away_for_good(self, found, browse, moderator, client, settings):
        assert found.scan_state == ScanState.HARMFUL
        assert found.scan_found.startswith("Eicar-Test")
        assert set(statuses(found, browse, moderator, client).values()) == {403}
        settings.CLAMAV_ADDRESS = ""
        assert set(statuses(found, browse, moderator, client).values()) == {403}

    def test_a_finding_is_told_once_to_applicant_and_moderators_and_recorded(
        self, found, moderator
    ):
        scan_files(timezone.now())
        harmful = Email.objects.filter(message__contains="found something harmful")
        assert sorted(mail.to[0] for mail in harmful) == sorted(
            [found.draft.email, moderator.email]
        )
        entry = Entry.objects.get(event=Event.FILE_HARMFUL)
        assert (entry.application, entry.about) == (found.draft.application, {"file": found.pk})

    def test_a_clean_file_takes_its_place_after_closing_and_nothing_else_changes(
        self, found, challenge, post, browse
    ):
        application = found.draft.application
        challenge.closes_at = timezone.now() - timedelta(minutes=1)
        challenge.is_rolling = False
        challenge.save(update_fields=["closes_at", "is_rolling"])
        path = reverse("application_replace_file", args=[found.draft.secret, found.pk])
        assert path in browse(found.draft.private_path).text
        wrong = post(path, {"file": upload(PDF + EICAR)})
        assert wrong.status_code == 422
        assert post(path, {"file": upload(name="clean.pdf")}).status_code == 302
        before = (application.business_name, application.submit_time)
        application.refresh_from_db()
        assert (application.business_name, application.submit_time) == before
        assert [file.name for file in application.files.all()] == ["clean.pdf"]
        assert list(application.form_data.values()) == ["clean.pdf"]
        assert application.sent_versions.last().files[found.question]["name"] == "clean.pdf"
        assert not harmful_files(found.draft, timezone.now())
        # The harmful one stays on the record, locked away.
        assert browse(doors(found)["applicant"]).status_code == 403
        assert post(path, {"file": upload()}).status_code == 422

    def test_after_a_week_it_is_too_late_to_replace_it(self, found):
        late = found.scanned_at + timedelta(days=7)
        with pytest.raises(TooLate):
            replace(found, upload(), now=late)

    def test_a_file_that_is_harmless_is_not_replaced_by_this_way(self, held, scanner):
        with pytest.raises(TooLate):
            replace(held, upload())

    def test_a_harmful_file_answers_no_question_of_a_draft(self, found, challenge):
        draft = found.draft
        assert found.question in saving.draft_form(draft, challenge).errors
        ApplicationFile.objects.update(scan_state=ScanState.CLEAN)
        draft.refresh_from_db()
        assert found.question not in saving.draft_form(draft, challenge).errors

    def test_a_note_with_a_harmful_file_is_told_to_who_wrote_it(
        self, held, scanner, moderator, browse, client
    ):
        note = Note.objects.create(
            application=held.draft.application,
            author=moderator,
            text="See this.",
            file=ContentFile(EICAR, "x.pdf"),
            file_name="x.pdf",
            content_type="application/pdf",
        )
        client.force_login(moderator)
        path = reverse("application_note_file", args=[note.application_id, note.pk])
        assert browse(path).status_code == 409
        scan_files(timezone.now())
        assert browse(path).status_code == 403
        mails = Email.objects.filter(to=moderator.email)
        told = [one for one in mails if "a note that you wrote" in " ".join(one.message.split())]
        assert len(told) == 1

    def test_one_file_that_is_lost_stops_no_other(self, held, scanner):
        lost = ApplicationFile.objects.create(
            draft=held.draft,
            question="q",
            file="gone.pdf",
            name="gone.pdf",
            content_type="application/pdf",
            size=1,
        )
        assert scan_files(timezone.now()) == 1
        lost.refresh_from_db()
        assert lost.scan_state == ScanState.UNSCANNED
