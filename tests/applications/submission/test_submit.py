"""Sending an application from the challenge's page."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from post_office.models import Email

from applications.models import Application, ApplicationFile, Draft, Kind
from applications.models.deadlines import NotOpen
from applications.submission import submit
from authorities.models import Role
from challenges.models.status import Stage
from tests.applications.files.test_upload_validation import ELF, PDF
from tests.factories import (
    ChallengePageFactory,
    DraftFactory,
    QuestionFactory,
    UserFactory,
    filled_in,
)

MARKUP = '<script>alert("x")</script><b>&amp;'


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority,
        questions=[
            QuestionFactory(label="Your idea", word_limit=20),
            QuestionFactory(label="A summary", field_type=Kind.FILE, required=False),
        ],
    )


@pytest.fixture
def send(client, authority):
    def post(page, typed):
        return client.post(page.url, typed, headers={"host": authority.hostname})

    return post


def names(challenge):
    return [question.clean_name for question in challenge.questions.all()]


def test_a_form_filled_in_right_leads_to_a_receipt_with_reference_and_copy(challenge, send, browse):
    response = send(challenge, filled_in(challenge))
    application = Application.objects.get()
    assert response.status_code == 302
    assert response["Location"] == application.private_path
    receipt = browse(response["Location"])
    assert receipt.status_code == 200
    for text in (
        application.reference,
        "Drywall Labs",
        "B1 1BB",
        "We listen to the wall.",
        "We have your application",
    ):
        assert text in receipt.text


def test_what_was_sent_keeps_the_form_as_it_was(challenge, send):
    send(challenge, filled_in(challenge))
    question = challenge.questions.first()
    question.label = "Something else"
    question.save()
    application = Application.objects.get()
    assert [row["label"] for row in application.questions] == ["Your idea", "A summary"]
    assert application.form_data[question.clean_name] == "We listen to the wall."


def test_the_applicant_and_each_moderator_of_the_authority_get_a_mail(
    challenge, send, authority, other_authority
):
    moderator = UserFactory.working_for(authority, Role.MODERATOR)
    UserFactory.working_for(authority, Role.EDITOR)
    UserFactory.working_for(other_authority, Role.MODERATOR)
    send(challenge, filled_in(challenge))
    application = Application.objects.get()
    receipt, news = Email.objects.order_by("pk")
    assert receipt.to == ["ada@example.com"]
    assert application.reference in receipt.subject
    assert f"http://birmingham.example.org{application.private_path}" in receipt.message
    assert receipt.from_email == "Birmingham City Council <sender@birmingham.example.org>"
    assert news.to == [moderator.email]
    assert "Drywall" not in news.message + news.html_message


def test_the_same_form_sent_twice_is_one_application_and_one_receipt(challenge, send):
    typed = filled_in(challenge)
    first, second = send(challenge, typed), send(challenge, typed)
    assert first["Location"] == second["Location"]
    assert Application.objects.count() == 1
    assert Email.objects.count() == 1


def test_the_same_form_with_its_file_sent_twice_is_one_version_and_one_receipt(challenge, send):
    def typed():
        upload = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
        return filled_in(challenge, form_key=form_key, **{names(challenge)[1]: upload})

    form_key = str(uuid.uuid4())
    first, second = send(challenge, typed()), send(challenge, typed())
    assert first["Location"] == second["Location"]
    assert Application.objects.get().version == 1
    assert ApplicationFile.objects.count() == 1
    assert Email.objects.count() == 1


def test_another_file_of_the_same_name_is_a_change(challenge, send):
    form_key = str(uuid.uuid4())
    for content in (PDF, PDF.replace(b"1.7", b"1.4")):
        upload = SimpleUploadedFile("plan.pdf", content, "application/pdf")
        send(challenge, filled_in(challenge, form_key=form_key, **{names(challenge)[1]: upload}))
    application = Application.objects.get()
    assert application.version == 2
    assert application.files.get().file.read().startswith(b"%PDF-1.4")


def test_a_form_that_was_sent_in_time_and_comes_again_after_closing_is_not_late(challenge, send):
    typed = filled_in(challenge)
    first = send(challenge, typed)
    challenge.closes_at = timezone.now() - timedelta(seconds=1)
    challenge.save()
    again = send(challenge, typed)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    changed = send(challenge, typed | {"business_name": "Another name"})
    assert changed.status_code == 409


def test_a_form_key_of_another_challenge_gives_nothing_away(challenge, send, authority):
    typed = filled_in(challenge)
    send(challenge, typed)
    other = ChallengePageFactory(authority=authority)
    response = send(other, filled_in(other, form_key=typed["form_key"]))
    assert response["Location"] == Application.objects.get(page=other).private_path
    assert Application.objects.filter(page=challenge).count() == 1


def test_a_late_form_is_refused_and_kept_as_a_draft_with_every_word(challenge, send, browse):
    typed = filled_in(challenge)
    challenge.closes_at = timezone.now() - timedelta(seconds=1)
    challenge.save()
    response = send(challenge, typed)
    assert response.status_code == 409
    assert "Your application was not sent" in response.text
    assert "We listen to the wall." in response.text
    assert not Application.objects.exists()
    draft = Draft.objects.get()
    assert draft.private_path in response.text
    kept = browse(draft.private_path).text
    assert "This draft was not sent" in kept
    assert "We listen to the wall." in kept


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(-0.000001, True), (0, False), (0.000001, False)]
)
def test_the_closing_instant_decides_to_the_microsecond(challenge, seconds, is_taken):
    draft = DraftFactory(page=challenge)
    now = challenge.closes_at + timedelta(seconds=seconds)
    if is_taken:
        assert submit.send(draft, now=now).pk
    else:
        with pytest.raises(NotOpen):
            submit.send(draft, now=now)


def test_the_opening_instant_lets_applications_in(challenge):
    draft = DraftFactory(page=challenge)
    with pytest.raises(NotOpen):
        submit.send(draft, now=challenge.opens_at - timedelta(microseconds=1))
    assert submit.send(draft, now=challenge.opens_at).pk


def test_the_domain_asks_for_the_deadline_again_and_not_the_page_that_was_loaded(challenge):
    draft = DraftFactory(page=challenge)
    assert draft.page.specific.is_open()
    type(challenge).objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
    with pytest.raises(NotOpen):
        submit.send(draft)


def test_a_withdrawn_challenge_takes_nothing(challenge, send):
    type(challenge).objects.filter(pk=challenge.pk).update(stage=Stage.WITHDRAWN)
    assert send(challenge, filled_in(challenge)).status_code == 409
    assert not Application.objects.exists()


def test_an_unpublished_challenge_is_not_there(challenge, send):
    challenge.unpublish()
    assert send(challenge, filled_in(challenge)).status_code == 404


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
        assert "words too many" in response.text or "at most 20000 characters" in response.text
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
        assert "What is in this file is none of these." in response.text
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
        assert send(challenge, filled_in(challenge, business_name="Dry\0wall")).status_code == 422
        assert Draft.objects.get().business_name == "Drywall"

    def test_a_filled_trap_is_refused_and_keeps_the_text(self, challenge, send):
        response = send(challenge, filled_in(challenge, website="https://spam.example.com"))
        assert response.status_code == 422
        assert "Drywall Labs" in response.text
        assert not Application.objects.exists()

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
        assert file.name == "my_plan.pdf"
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
        assert response["Content-Disposition"] == 'attachment; filename="my_plan.pdf"'
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


class TestPrivateAddress:
    @pytest.fixture
    def application(self, challenge):
        from tests.factories import ApplicationFactory

        return ApplicationFactory(page=challenge)

    def test_it_is_kept_out_of_caches_referrers_and_search_engines(self, application, browse):
        response = browse(application.private_path)
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "strict-origin"
        assert "noindex" in response["X-Robots-Tag"]

    def test_it_says_nothing_at_another_authoritys_site(self, application, browse, other_authority):
        assert browse(application.private_path, at=other_authority).status_code == 404

    def test_a_guessed_address_is_not_found(self, application, browse):
        assert browse(f"/applications/{uuid.uuid4()}/").status_code == 404

    def test_two_addresses_have_nothing_in_common(self, application, challenge):
        from tests.factories import ApplicationFactory

        other = ApplicationFactory(page=challenge)
        assert len(application.draft.secret) >= 43
        assert application.draft.secret[:8] != other.draft.secret[:8]


class TestRateLimit:
    def test_the_one_over_the_limit_is_told_and_keeps_its_text(self, challenge, send, settings):
        settings.APPLICATIONS_PER_HOUR = 2
        for _ in range(2):
            assert send(challenge, filled_in(challenge)).status_code == 302
        response = send(challenge, filled_in(challenge))
        assert response.status_code == 429
        assert "Too many applications came from your network" in response.text
        assert "We listen to the wall." in response.text
        assert Application.objects.count() == 2

    def test_who_asks_is_what_the_outermost_trusted_proxy_saw(self, rf, settings):
        from authorities.http.rate_limit import client_address

        request = rf.get("/", headers={"x-forwarded-for": "6.6.6.6, 203.0.113.9"})
        assert client_address(request) == "127.0.0.1"
        settings.PROXY_COUNT = 1
        assert client_address(request) == "203.0.113.9"
