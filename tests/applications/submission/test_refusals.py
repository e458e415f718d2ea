"""What is refused on sending: bad input, wrong files, too many at once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from applications.models import Application, ApplicationFile, Draft
from tests.applications.conftest import AGREED
from tests.applications.files.test_upload_validation import ELF, PDF
from tests.applications.submission.test_submit import MARKUP, names
from tests.factories import filled_in


class TestBadInput:
    def test_an_empty_form_names_each_field_in_a_summary_that_links_to_it(self, challenge, send):
        response = send(challenge, {})
        assert response.status_code == 422
        for name in ("business_name", "email", "postcode", "consent"):
            assert f'href="#id_{name}"' in response.text
            assert f'id="id_{name}"' in response.text
        assert 'href="#id_business_size_0"' in response.text
        assert "Enter the name of your business." in response.text
        assert not Application.objects.exists()

    def test_what_was_typed_stays_when_something_else_is_wrong(self, challenge, send):
        response = send(challenge, filled_in(challenge, email="ada.example.com"))
        assert response.status_code == 422
        assert "Enter an email address like name@example.com." in response.text
        for text in ("Drywall Labs", "ada.example.com", "We listen to the wall."):
            assert text in response.text

    def test_markup_is_kept_as_text_everywhere(self, challenge, send, browse):
        idea = names(challenge)[0]
        response = send(challenge, filled_in(challenge, business_name=MARKUP, **{idea: MARKUP}))
        receipt = browse(response["Location"]).text
        assert "<script>alert" not in receipt
        assert "&lt;script&gt;alert" in receipt
        mail = Email.objects.get(to="ada@example.com")
        assert "<script>alert" not in mail.html_message

    def test_markup_in_a_refused_form_comes_back_as_text(self, challenge, send):
        page = send(challenge, {"business_name": MARKUP}).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page

    def test_a_hundred_thousand_characters_are_refused_and_given_back(self, challenge, send):
        long = "wall " * 20_000
        response = send(challenge, filled_in(challenge, **{names(challenge)[0]: long}))
        assert response.status_code == 422
        assert response.text.count("19980 words too many") == 2  # in the summary, and beside it
        assert "characters or fewer" not in response.text
        assert long.strip() in response.text
        assert not Application.objects.exists()

    def test_one_word_over_the_limit_is_refused_and_the_limit_itself_taken(self, challenge, send):
        idea = names(challenge)[0]
        response = send(challenge, filled_in(challenge, **{idea: "word " * 21}))
        assert "Your answer has 1 word too many." in response.text
        assert send(challenge, filled_in(challenge, **{idea: "word " * 20})).status_code == 302

    def test_an_executable_named_pdf_is_refused_beside_its_field(self, challenge, send):
        upload = SimpleUploadedFile("plan.pdf", ELF, "application/pdf")
        response = send(challenge, filled_in(challenge, **{names(challenge)[1]: upload}))
        assert response.status_code == 422
        assert "This is a program or a script." in response.text
        assert not ApplicationFile.objects.exists()

    def test_a_file_of_thirty_megabytes_is_refused(self, challenge, send):
        upload = SimpleUploadedFile("plan.pdf", PDF + b"\0" * 30 * 1024 * 1024, "application/pdf")
        response = send(challenge, filled_in(challenge, **{names(challenge)[1]: upload}))
        assert "The file is larger than" in response.text
        assert not Application.objects.exists()

    def test_a_question_that_is_not_on_the_form_is_not_kept(self, challenge, send):
        send(challenge, filled_in(challenge, q_forged="Let me in", status="selected"))
        application = Application.objects.get()
        assert "q_forged" not in application.form_data
        assert application.status == "submitted"

    @pytest.mark.parametrize("size", ["", "huge", "micro' OR 1=1"])
    def test_a_forged_choice_is_refused(self, challenge, send, size):
        assert send(challenge, filled_in(challenge, business_size=size)).status_code == 422

    @pytest.mark.parametrize("key", ["", "nonsense", "1"])
    def test_a_forged_form_key_makes_no_fault(self, challenge, send, key):
        assert send(challenge, filled_in(challenge, form_key=key)).status_code in (302, 422)

    def test_a_null_byte_makes_no_fault(self, challenge, send):
        assert send(challenge, filled_in(challenge, business_name="Dry\0wall")).status_code == 302
        assert Draft.objects.get().business_name == "Drywall"

    def test_a_filled_trap_is_refused_and_keeps_the_text(self, challenge, send):
        response = send(challenge, filled_in(challenge, website="https://spam.example.com"))
        assert response.status_code == 422
        assert "Drywall Labs" in response.text
        assert not Application.objects.exists()
        draft = Draft.objects.get()
        assert draft.business_name == "Drywall Labs"
        assert draft.private_path in response.text
        assert not Email.objects.exists()

    def test_a_missing_token_says_what_to_do_and_gives_back_the_text(self, challenge, authority):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        response = strict.post(
            challenge.url, filled_in(challenge), headers={"host": authority.hostname}
        )
        assert response.status_code == 403
        assert "We listen to the wall." in response.text
        assert not Application.objects.exists()


class TestFiles:
    @pytest.fixture
    def application(self, challenge, send):
        upload = SimpleUploadedFile("my plan.pdf", PDF, "application/pdf")
        send(challenge, filled_in(challenge, **{names(challenge)[1]: upload}))
        return Application.objects.get()

    def test_a_file_is_kept_outside_the_public_media_folder(self, application, settings):
        file = application.files.get()
        assert file.name == "my plan.pdf"
        assert file.size == len(PDF)
        assert str(settings.MEDIA_ROOT) not in file.file.path
        assert "plan" not in file.file.name
        with pytest.raises(ValueError, match="has no address"):
            _ = file.file.url

    def test_the_applicant_downloads_it_from_the_receipt(self, application, browse):
        page = browse(application.private_path).text
        (link,) = re.findall(r'href="(/applications/[^"]+/files/\d+/)"', page)
        response = browse(link)
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"] == 'attachment; filename="my plan.pdf"'
        assert "no-store" in response["Cache-Control"]

    def test_another_applicants_address_does_not_reach_it(self, application, browse, challenge):
        from tests.factories import ApplicationFactory

        other = ApplicationFactory(page=challenge)
        file = application.files.get()
        assert browse(f"{other.private_path}files/{file.pk}/").status_code == 404

    def test_a_fault_while_keeping_files_leaves_no_application_and_no_file(
        self, challenge, send, settings, monkeypatch
    ):
        from pathlib import Path

        def fail(*args, **kwargs):
            raise OSError("disk full")

        monkeypatch.setattr("applications.models.ApplicationFile.save", fail)
        root = Path(settings.STORAGES["private"]["OPTIONS"]["location"])
        before = set(root.rglob("*.pdf"))
        upload = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
        with pytest.raises(OSError, match="disk full"):
            send(challenge, filled_in(challenge, **{names(challenge)[1]: upload}))
        assert not Application.objects.exists()
        assert not Email.objects.exists()
        assert set(root.rglob("*.pdf")) == before


class TestRateLimit:
    def test_the_one_over_the_limit_is_told_and_kept_as_a_draft_that_goes_later(
        self, challenge, authority, settings
    ):
        settings.APPLICATIONS_PER_HOUR = 2
        office = [Client(headers={"host": authority.hostname}) for _ in range(3)]
        *first, last = [browser.post(challenge.url, filled_in(challenge)) for browser in office]
        assert [answer.status_code for answer in first] == [302, 302]
        assert last.status_code == 429
        assert "Too many applications came from your network" in last.text
        assert "We listen to the wall." in last.text
        assert Application.objects.count() == 2
        draft = Draft.objects.get(application=None)
        assert draft.private_path in last.text
        again = office[2].post(f"{draft.private_path}check/", AGREED)
        assert again.status_code == 429
        with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
            office[2].post(f"{draft.private_path}check/", AGREED)
        assert Application.objects.count() == 3

    def test_a_whole_office_saves_as_often_as_it_likes(self, challenge, authority, settings):
        settings.APPLICATIONS_PER_HOUR = 1
        for number in range(6):
            browser = Client(headers={"host": authority.hostname})
            typed = filled_in(challenge, action="save", email=f"ada{number}@example.com")
            for version in range(3):
                changed = typed | {"contact_name": f"Ada {version}", "version": str(version)}
                assert browser.post(challenge.url, changed).status_code == 302
        assert Draft.objects.count() == 6

    def test_what_was_refused_for_another_reason_is_not_counted(self, challenge, send, settings):
        settings.APPLICATIONS_PER_HOUR = 1
        send(challenge, filled_in(challenge))
        send(challenge, filled_in(challenge, business_name="Again Ltd"))
        settings.APPLICATIONS_PER_HOUR = 2
        other = Client(headers={"host": "birmingham.example.org"})
        assert other.post(challenge.url, filled_in(challenge)).status_code == 302
        assert Application.objects.count() == 2

    def test_who_asks_is_what_the_outermost_trusted_proxy_saw(self, rf, settings):
        from authorities.http.rate_limit import client_address

        request = rf.get("/", headers={"x-forwarded-for": "6.6.6.6, 203.0.113.9"})
        assert client_address(request) == "127.0.0.1"
        settings.PROXY_COUNT = 1
        assert client_address(request) == "203.0.113.9"
