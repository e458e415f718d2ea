"""What an applicant can do once something is sent: read, change, write, withdraw, take away."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from post_office.models import Email

from applications.models import Application, Draft, Terms
from applications.models.status import Status
from applications.submission import submit
from applications.submission.conversation import request_information, write
from applications.workflow.transitions import move
from authorities.models import Role
from tests.applications.conftest import AGREED, name_of
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, DraftFactory, UserFactory, filled_in
from tests.queries import count_queries


def idea(challenge):
    return name_of(challenge, "Your idea")


def change(application, post, text):
    """Change the idea, without sending."""
    path = f"{application.private_path}sections/challenge/"
    version = str(Draft.objects.get(application=application).version)
    answer = post(path, {idea(application.page.specific): text, "version": version})
    assert answer.status_code == 302


def send_again(application, post):
    return post(f"{application.private_path}check/", AGREED)


def fresh(application):
    return Application.objects.get(pk=application.pk)


class TestReading:
    def test_the_page_says_in_plain_words_where_it_stands_and_what_comes_next(self, sent, browse):
        page = browse(sent.private_path).text
        for text in (sent.reference, "We have your application", "What happens next", "GMT"):
            assert text in page

    def test_it_is_printed_on_a_page_of_its_own(self, sent, browse):
        page = browse(f"{sent.private_path}print/").text
        assert "We listen to the wall." in page
        assert "plan.pdf" in page

    def test_it_is_downloaded_as_a_pdf(self, sent, browse):
        response = browse(f"{sent.private_path}copy.pdf")
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")
        assert response["Content-Disposition"] == f'attachment; filename="{sent.reference}.pdf"'

    def test_nothing_in_an_answer_is_read_as_markup_of_the_pdf(self, sent, browse):
        sent.form_data = dict.fromkeys(sent.form_data, '#panic("x") = Head *bold* $x$ \\ "quote')
        sent.save()
        assert browse(f"{sent.private_path}copy.pdf").content.startswith(b"%PDF-")

    def test_a_draft_that_was_not_sent_has_no_pdf(self, challenge, browse):
        assert browse(f"{DraftFactory(page=challenge).private_path}copy.pdf").status_code == 404


class TestChanging:
    def test_what_was_sent_stands_until_it_is_sent_again(self, sent, post, browse, challenge):
        change(sent, post, "We smell the wall.")
        assert fresh(sent).form_data[idea(challenge)] == "We listen to the wall."
        assert "You have changes that are not sent" in browse(sent.private_path).text
        send_again(sent, post)
        again = fresh(sent)
        assert again.form_data[idea(challenge)] == "We smell the wall."
        assert again.reference == sent.reference
        assert again.version == 2
        assert "You have changes that are not sent" not in browse(sent.private_path).text

    def test_every_sent_version_is_kept_and_compared(self, sent, post, browse):
        change(sent, post, "We smell the wall.")
        send_again(sent, post)
        page = browse(f"{sent.private_path}versions/").text
        assert "We listen to the wall." in page
        assert "We smell the wall." in page
        assert [version.number for version in sent.sent_versions.all()] == [1, 2]

    def test_sending_without_a_change_sends_nothing_new(self, sent, post):
        send_again(sent, post)
        assert fresh(sent).version == 1
        assert Email.objects.filter(to="ada@example.com").count() == 1

    def test_each_sending_has_one_receipt(self, sent, post):
        change(sent, post, "We smell the wall.")
        send_again(sent, post)
        send_again(sent, post)
        receipts = Email.objects.filter(to="ada@example.com").order_by("pk")
        assert len(receipts) == 2
        assert "This is version 2." in receipts[1].message

    def test_unsent_changes_lapse_at_closing_and_say_so(self, sent, post, browse, challenge):
        change(sent, post, "We smell the wall.")
        type(challenge).objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
        assert send_again(sent, post).status_code == 409
        assert fresh(sent).version == 1
        assert "Your last changes were not sent" in browse(sent.private_path).text

    def test_a_file_that_was_replaced_stays_with_the_version_that_had_it(
        self, sent, post, challenge, browse, moderator, sign_in
    ):
        first = sent.files.get()
        summary = name_of(challenge, "A summary")
        new = SimpleUploadedFile("new.pdf", PDF, "application/pdf")
        path = f"{sent.private_path}sections/challenge/"
        post(path, {idea(challenge): "We listen to the wall.", summary: new, "version": "1"})
        assert [file.name for file in sent.files.all()] == ["plan.pdf"]
        send_again(sent, post)
        assert [file.name for file in sent.files.all()] == ["new.pdf"]
        assert sent.sent_versions.first().files[summary]["name"] == "plan.pdf"
        sign_in(moderator)
        assert browse(f"/admin/queue/{sent.pk}/files/{first.pk}/").status_code == 200

    def test_staff_never_get_a_file_that_was_not_sent(
        self, sent, post, challenge, browse, moderator, sign_in
    ):
        summary = name_of(challenge, "A summary")
        new = SimpleUploadedFile("new.pdf", PDF, "application/pdf")
        post(f"{sent.private_path}sections/challenge/", {summary: new, "version": "1"})
        unsent = sent.draft.files.get(was_sent=False)
        sign_in(moderator)
        assert browse(f"/admin/queue/{sent.pk}/files/{unsent.pk}/").status_code == 404

    def test_sending_costs_at_most_forty_four_queries(self, challenge, authority, moderator):
        made = iter([DraftFactory(page=challenge), DraftFactory(page=challenge)])
        assert count_queries(lambda: submit.send(next(made))) <= 44


class TestTerms:
    def test_nothing_is_sent_without_accepting_them(self, challenge, post):
        response = post(challenge.url, filled_in(challenge, accept_terms=None))
        assert response.status_code == 422
        assert "Read and accept the terms of applying." in response.text
        assert not Application.objects.exists()

    def test_the_version_that_was_accepted_is_on_the_record(self, sent, authority, post):
        before = sent.terms
        Terms.objects.create(authority=authority, text="<p>New.</p>")
        change(sent, post, "We smell the wall.")
        assert fresh(sent).terms == before
        send_again(sent, post)
        assert "New." in fresh(sent).terms.text

    def test_they_are_added_by_a_programme_manager_and_never_changed(
        self, authority, sign_in, browse
    ):
        terms = Terms.objects.get(authority=authority)
        sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
        assert "Your ideas stay yours" in browse("/admin/snippets/applications/terms/add/").text
        edit = browse(f"/admin/snippets/applications/terms/edit/{terms.pk}/")
        assert edit.status_code in (302, 403)


class TestMessages:
    def test_a_request_has_a_due_date_and_its_answer_brings_it_back_to_the_queue(
        self, sent, moderator, post, browse, challenge
    ):
        move(sent, Status.SCREENING, by=moderator)
        due = timezone.now() + timedelta(days=7)
        request_information(sent, "Who fits it?", due_at=due, by=moderator, page=challenge)
        page = browse(sent.private_path).text
        assert "We have asked you for more information" in page
        assert "Who fits it?" in page
        assert "Please answer before" in page
        post(f"{sent.private_path}messages/", {"text": "We do."})
        assert fresh(sent).status == Status.SCREENING
        assert sent.decisions.last().actor is None
        assert "We do." in browse(sent.private_path).text

    def test_a_mail_announces_a_message_and_holds_none_of_it(self, sent, moderator, challenge):
        write(sent, "Your secret plan is fine.", by=moderator, page=challenge)
        mail = Email.objects.get(subject__contains="A message about")
        assert "secret plan" not in mail.message + mail.html_message
        assert sent.private_path in mail.message

    def test_moderators_hear_of_an_answer(self, sent, moderator, post):
        post(f"{sent.private_path}messages/", {"text": "One more thing."})
        mail = Email.objects.get(to=moderator.email, subject__contains="has written")
        assert "One more thing" not in mail.message

    def test_an_empty_message_is_refused_beside_its_field(self, sent, post):
        response = post(f"{sent.private_path}messages/", {"text": "  "})
        assert response.status_code == 422
        assert "Write your message." in response.text

    def test_a_request_in_the_queue_needs_a_day_that_is_to_come(
        self, sent, sign_in, moderator, post
    ):
        move(sent, Status.SCREENING, by=moderator)
        sign_in(moderator)
        ask = {"to": "info_requested", "reason": "Who fits it?"}
        path = f"/admin/queue/{sent.pk}/move/"
        assert post(path, ask | {"due_on": "2020-01-01"}).status_code == 409
        assert fresh(sent).status == Status.SCREENING
        day = (timezone.localdate() + timedelta(days=7)).isoformat()
        post(path, ask | {"due_on": day})
        assert fresh(sent).released_status == Status.INFO_REQUESTED
        assert sent.messages.get().text == "Who fits it?"

    def test_a_moderator_of_another_authority_writes_nothing(
        self, sent, other_authority, sign_in, post
    ):
        sign_in(UserFactory.working_for(other_authority, Role.MODERATOR))
        assert post(f"/admin/queue/{sent.pk}/message/", {"text": "Hello"}).status_code == 404
        assert post(f"/admin/queue/{sent.pk}/contact/", {"email": "x@y.org"}).status_code == 404

    def test_an_assessor_writes_nothing_to_applicants(self, sent, authority, sign_in, post):
        sign_in(UserFactory.working_for(authority, Role.ASSESSOR))
        assert post(f"/admin/queue/{sent.pk}/message/", {"text": "Hello"}).status_code == 404


class TestSignedIn:
    def test_all_applications_of_the_proven_address_are_gathered(
        self, sent, challenge, authority, prove, browse
    ):
        draft = DraftFactory(
            page=ChallengePageFactory(authority=authority), email="Ada@Example.com"
        )
        DraftFactory(page=challenge, email="eve@example.com", typed={"business_name": ["Eves"]})
        prove("ada@example.com")
        page = browse("/applications/").text
        assert sent.private_path in page
        assert draft.private_path in page
        assert "Eves" not in page

    def test_an_address_that_was_merely_typed_opens_nothing(self, sent, browse, post):
        post("/account/sign-in/", {"email": "ada@example.com"})
        assert browse("/applications/").status_code == 302

    def test_somebody_who_works_for_an_authority_gathers_none_by_password(
        self, sent, authority, sign_in, browse
    ):
        sign_in(UserFactory.working_for(authority, Role.MODERATOR, email="ada@example.com"))
        assert browse("/applications/").status_code == 302

    def test_other_authorities_sites_show_their_own(self, sent, prove, client, other_authority):
        from tests.signing_in import sign_in_by_code

        sign_in_by_code(client, "ada@example.com", at=other_authority)
        page = client.get("/applications/", headers={"host": other_authority.hostname})
        assert sent.private_path not in page.text

    def test_a_profile_is_made_of_the_first_and_fills_the_next(
        self, challenge, authority, prove, post, browse
    ):
        prove("ada@example.com")
        post(challenge.url, filled_in(challenge))
        other = ChallengePageFactory(authority=authority)
        page = browse(other.url).text
        assert 'value="Drywall Labs"' in page
        assert 'value="B1 1BB"' in page
