"""Bodies that are too large are refused; the texts in them come back, where they can be read."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Draft, Kind
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, QuestionFactory, filled_in

pytestmark = pytest.mark.one_database


class Unread:
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("The body was read.")

    readline = read


@pytest.fixture
def send(client, authority, settings):
    """Return a function that sends headers of a form to a page, and a body that is not read."""
    settings.REQUEST_MAX_BYTES = 20 * 1024 * 1024

    def post(**environ):
        environ = {
            "wsgi.input": Unread(),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
        } | environ
        return client.generic("POST", "/", headers={"host": authority.hostname}, **environ)

    return post


def test_a_body_over_the_limit_is_refused_unread_in_plain_words(send):
    response = send(CONTENT_LENGTH=str(4 * 20 * 1024 * 1024 + 1))
    assert response.status_code == 413
    assert "That was too much at once" in response.text
    assert "20.0 MB" in response.text.replace("\xa0", " ")


def test_a_body_of_the_limit_is_not_refused(send):
    most = str(20 * 1024 * 1024)
    response = send(CONTENT_LENGTH=most, **{"wsgi.input": BytesIO()})
    assert response.status_code not in (411, 413)


def test_a_body_that_does_not_say_its_length_is_not_taken_for_an_empty_one(send):
    response = send(HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")
    assert response.status_code == 411


def test_a_length_that_is_no_number_is_no_fault(send):
    assert send(CONTENT_LENGTH="many").status_code < 500


class TestTextsOfALargeForm:
    @pytest.fixture
    def challenge(self, authority, settings):
        settings.REQUEST_MAX_BYTES = 20_000
        return ChallengePageFactory(
            authority=authority,
            questions=[QuestionFactory(label="A drawing", field_type=Kind.FILE, required=False)],
        )

    def send_large(self, post, challenge, size):
        drawing = SimpleUploadedFile("large.pdf", PDF + b"x" * size, "application/pdf")
        name = challenge.questions.get().clean_name
        return post(challenge.url, filled_in(challenge, **{name: drawing}))

    def test_they_come_back_in_the_form_and_nothing_is_written(self, challenge, client, authority):
        response = self.send_large(self.post(client, authority), challenge, 30_000)
        assert response.status_code == 413
        assert "What you sent was larger" in response.text
        assert 'value="Drywall Labs"' in response.text
        assert "Choose large.pdf again." in response.text
        assert not Draft.objects.exists()

    def test_of_far_too_much_nothing_is_read(self, challenge, client, authority):
        response = self.send_large(self.post(client, authority), challenge, 90_000)
        assert response.status_code == 413
        assert "Drywall Labs" not in response.text
        assert "it still has what you typed" in response.text

    @staticmethod
    def post(client, authority):
        return lambda path, typed: client.post(path, typed, headers={"host": authority.hostname})
