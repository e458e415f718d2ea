"""What may be uploaded."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from applications.files.upload_validation import file_type, validate_upload

pytestmark = pytest.mark.one_database

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 200
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


def picture(kind):
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "#a3341f").save(content, kind)
    return content.getvalue()


def odt():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<office/>")
    return content.getvalue()


def upload(name, content):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("PLAN.PDF", PDF, "application/pdf"),
        ("photo.png", picture("PNG"), "image/png"),
        ("photo.jpeg", picture("JPEG"), "image/jpeg"),
        ("letter.odt", odt(), "application/vnd.oasis.opendocument.text"),
    ],
)
def test_what_we_take_is_known_by_its_content(name, content, media_type):
    assert file_type(upload(name, content)).media_type == media_type
    validate_upload(upload(name, content))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("invoice.pdf", ELF, "This is a program or a script."),
        ("page.pdf", HTML, "This is a web page."),
        ("page.html", HTML, "This is a web page."),
        ("photo.png", PDF, "This is a PDF, but its name does not end in .pdf."),
        ("tool.exe", b"MZ" + b"\0" * 100, "This is a program or a script."),
        ("noending", PDF, "This is a PDF, but its name does not end in .pdf."),
        ("archive.docx", b"PK\x03\x04" + b"\0" * 50, "This file is damaged."),
        ("notes.txt", b"Just words.", "This is a plain text, which is not taken here. Choose"),
    ],
)
def test_what_only_looks_like_a_document_is_refused(name, content, sentence):
    with pytest.raises(ValidationError, match=re.escape(sentence)):
        validate_upload(upload(name, content))


def test_an_empty_file_is_refused():
    with pytest.raises(ValidationError, match="empty"):
        validate_upload(upload("plan.pdf", b""))


def test_a_file_of_the_limit_is_taken_and_one_byte_more_refused(settings):
    settings.UPLOAD_MAX_BYTES = len(PDF)
    validate_upload(upload("plan.pdf", PDF))
    with pytest.raises(ValidationError, match="larger than"):
        validate_upload(upload("plan.pdf", PDF + b"\n"))
