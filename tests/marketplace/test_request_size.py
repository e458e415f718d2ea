"""Bodies that are too large are refused before a byte of them is read."""

from io import BytesIO

import pytest

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
    response = send(CONTENT_LENGTH=str(20 * 1024 * 1024 + 1))
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
