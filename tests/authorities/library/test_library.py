"""Editors' documents and pictures: checked like any upload, private, opened once they are clean."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from post_office.models import Email
from wagtail.documents.models import Document
from wagtail.images.models import Image as Picture
from wagtail.images.models import SourceImageIOError
from wagtail.models import Collection, CollectionViewRestriction

from authorities.library.scanning import scan_library
from authorities.models import LibraryFile, Role, ScanState
from tests.applications.files.test_upload_validation import HTML, PDF
from tests.authorities.uploads.test_what_files_are import docx
from tests.clamd import EICAR
from tests.factories import UserFactory

NOBODY = "127.0.0.1:1"


@pytest.fixture
def editor(authority):
    return UserFactory.working_for(authority, Role.EDITOR)


@pytest.fixture
def send(sign_in, editor, authority):
    """Return a function that uploads a file as Wagtail's own page does, and returns its answer."""
    sign_in(editor)
    own = Collection.objects.get(name="Birmingham City Council")

    def upload(kind, name, content):
        return (
            sign_in(editor)
            .post(
                reverse(f"wagtail{kind}:add_multiple"),
                {
                    "title": "Sent",
                    "collection": own.pk,
                    "files[]": SimpleUploadedFile(name, content),
                },
                headers={"host": authority.hostname, "X-Requested-With": "XMLHttpRequest"},
            )
            .json()
        )

    return upload


def png(size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "name", "content", "sentence"),
    [
        ("docs", "plan.pdf", HTML, "This is a web page."),
        ("docs", "table.csv", HTML, "not a plain text"),
        ("docs", "plan.docx", docx(("word/vbaProject.bin", b"x")), "There are macros"),
        ("docs", "photo.png", png(), "which is not taken here"),
        ("images", "photo.png", png() + docx(), "two things at once"),
        ("images", "photo.heic", b"\0\0\0\x18ftypheic" + bytes(40), "photo from an iPhone"),
        ("images", "photo.jpg", png(), "does not end in .png"),
    ],
)
def test_an_editors_upload_is_checked_by_the_same_rule(send, kind, name, content, sentence):
    answer = send(kind, name, content)
    assert answer["success"] is False
    assert sentence in answer["error_message"]
    assert not Document.objects.exists()
    assert not Picture.objects.exists()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(send, settings, monkeypatch):
    settings.IMAGE_MAX_PIXELS = 2_000_000
    monkeypatch.setattr(Image.Image, "load", None)
    assert (
        "more than 2 million pixels"
        in send("images", "big.png", png_of(2000, 1001))["error_message"]
    )


def png_of(width, height):
    """Return a PNG that says this of itself, and holds the pixels of a small one."""
    import struct
    import zlib

    small = PNG
    header = b"IHDR" + struct.pack(">II", width, height) + small[24:29]
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


PNG = png()


def test_a_photo_by_any_of_its_endings_is_taken_and_its_name_kept(send):
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    assert send("images", "Überblick.jfif", out.getvalue())["success"] is True
    assert send("docs", "Pläne 2027.PDF", PDF)["success"] is True
    assert Path(Document.objects.get().file.name).suffix == ".PDF"


class TestPrivacy:
    @pytest.fixture
    def document(self, authority):
        private = Collection.get_first_root_node().add_child(name="Private")
        CollectionViewRestriction.objects.create(
            collection=private, restriction_type="password", password="secret"
        )
        return Document.objects.create(
            title="Costs", file=ContentFile(PDF, "costs.pdf"), collection=private
        )

    def test_it_lies_in_no_folder_that_is_public(self, document, settings):
        assert not Path(document.file.path).is_relative_to(Path(settings.MEDIA_ROOT))
        assert Path(document.file.path).exists()

    def test_it_is_served_by_the_view_that_asks_alone(self, document, browse):
        assert PDF not in browse(document.url).content
        assert browse(f"/media/{document.file.name}").status_code == 404
        document.collection.get_view_restrictions().delete()
        assert b"".join(browse(document.url).streaming_content) == PDF

    def test_of_a_picture_the_public_gets_what_was_drawn_anew(self, db, settings):
        picture = Picture.objects.create(title="A", file=ContentFile(png(), "a.png"))
        rendition = picture.get_rendition("width-20")
        assert Path(rendition.file.path).is_relative_to(Path(settings.MEDIA_ROOT))
        assert not Path(picture.file.path).is_relative_to(Path(settings.MEDIA_ROOT))

    def test_files_of_an_older_version_are_moved_once(self, document, settings, capsys):
        public = Path(settings.MEDIA_ROOT) / document.file.name
        public.parent.mkdir(parents=True, exist_ok=True)
        Path(document.file.path).rename(public)
        call_command("move_originals")
        call_command("move_originals")
        assert capsys.readouterr().out.split(".\n")[:2] == ["Moved 1 files", "Moved 0 files"]
        assert not public.exists()
        assert document.file.read() == PDF


class TestHeld:
    @pytest.fixture(autouse=True)
    def _nobody_answers(self, settings):
        settings.CLAMAV_ADDRESS = NOBODY

    def test_a_document_waits(self, send, browse):
        assert send("docs", "plan.pdf", PDF)["success"] is True
        response = browse(Document.objects.get().url)
        assert response.status_code == 409
        assert "being checked" in response.text

    def test_a_picture_is_taken_and_drawn_nowhere(self, send):
        assert send("images", "photo.png", png())["success"] is True
        with pytest.raises(SourceImageIOError):
            Picture.objects.get().get_rendition("width-20")

    def test_what_came_by_another_way_waits_too(self, db, browse, authority):
        document = Document.objects.create(title="A", file=ContentFile(PDF, "a.pdf"))
        assert browse(document.url).status_code == 409

    def test_the_name_of_a_deleted_file_brings_nothing_along(self, db):
        storage = storages["default"]
        name = storage.save("documents/again.pdf", ContentFile(PDF))
        LibraryFile.objects.create(name=name, scan_state=ScanState.CLEAN)
        with storage.open(name) as opened:
            assert opened.read() == PDF
        Path(storage.path(name)).unlink()
        assert storage.save(name, ContentFile(PDF)) == name
        with pytest.raises(OSError, match="being checked"):
            storage.open(name)


@pytest.mark.clamav
class TestScanned:
    def test_a_clean_upload_opens_at_once(self, send, scanner, browse):
        send("docs", "plan.pdf", PDF)
        assert LibraryFile.objects.get().scan_state == ScanState.CLEAN
        assert browse(Document.objects.get().url).status_code == 200
        assert send("images", "photo.png", png())["success"] is True
        assert Picture.objects.get().get_rendition("width-20")

    def test_a_harmful_upload_is_refused_at_once(self, send, scanner):
        answer = send("docs", "plan.pdf", PDF + EICAR)
        assert "found something harmful in this file" in answer["error_message"]
        assert not Document.objects.exists()

    def test_a_held_file_opens_once_the_worker_has_asked(self, send, settings, scanner, browse):
        settings.CLAMAV_ADDRESS = NOBODY
        send("docs", "plan.pdf", PDF)
        assert scan_library(timezone.now()) == 0
        settings.CLAMAV_ADDRESS = scanner.address
        assert scan_library(timezone.now()) == 1
        assert browse(Document.objects.get().url).status_code == 200

    def test_what_is_found_later_is_locked_away_and_told_to_who_uploaded_it(
        self, send, settings, scanner, browse, editor
    ):
        settings.CLAMAV_ADDRESS = ""
        send("docs", "plan.pdf", PDF + EICAR)
        settings.CLAMAV_ADDRESS = scanner.address
        scan_library(timezone.now())
        scan_library(timezone.now())
        assert browse(Document.objects.get().url).status_code == 403
        settings.CLAMAV_ADDRESS = ""
        assert browse(Document.objects.get().url).status_code == 403
        mail = Email.objects.get(message__contains="a file that you uploaded")
        assert mail.to == [editor.email]

    def test_what_was_drawn_from_a_harmful_picture_goes(self, db, scanner, settings, editor):
        settings.CLAMAV_ADDRESS = ""
        picture = Picture.objects.create(
            title="A", file=ContentFile(png() + EICAR, "a.png"), uploaded_by_user=editor
        )
        drawn = picture.get_rendition("width-20")
        settings.CLAMAV_ADDRESS = scanner.address
        scan_library(timezone.now())
        assert not picture.renditions.exists()
        assert not Picture.objects.get().renditions.filter(pk=drawn.pk).exists()


def test_nobody_uploads_a_picture_of_themselves(sign_in, editor, browse):
    sign_in(editor)
    page = browse(reverse("wagtailadmin_account"))
    assert page.status_code == 200
    assert 'type="file"' not in page.text
