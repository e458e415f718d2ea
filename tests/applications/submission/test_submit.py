"""Sending an application from the challenge's page."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from post_office.models import Email

from applications.models import Application, ApplicationFile, Draft
from applications.models.deadlines import NotOpen
from applications.submission import submit
from authorities.models import Role
from challenges.models.status import Stage
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, DraftFactory, UserFactory, filled_in

MARKUP = '<script>alert("x")</script><b>&amp;'


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
    assert "; your form arrived on" in response.text
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
