"""Notes of staff with a file, previews of files, and the history of one application."""

import io
import subprocess

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from applications.files import previews
from applications.files.previews import NoPreview
from applications.models import ApplicationFile, Entry, Event, Note
from applications.models.status import Status
from applications.workflow.transitions import move
from authorities.models import Role
from authorities.uploads import limited_process
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.queries import count_queries


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def application(authority):
    return ApplicationFactory(page=ChallengePageFactory(authority=authority, closed=True))


def screen(application):
    return reverse("queue_modeladmin_inspect", args=[application.pk])


def pdf(pages=2):
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 300)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def png(size=(40, 30)):
    out = io.BytesIO()
    info = Image.new("RGB", size, "red")
    info.save(out, "PNG")
    return out.getvalue()


def keep(application, name, content, content_type):
    return ApplicationFile.objects.create(
        draft=application.draft,
        application=application,
        question="q_file",
        file=ContentFile(content, name),
        name=name,
        content_type=content_type,
        size=len(content),
        was_sent=True,
    )


def test_a_note_with_a_file_is_kept_recorded_and_shown_to_staff(desk, moderator, application):
    typed = {"text": "Call them.", "file": SimpleUploadedFile("offer.pdf", pdf())}
    text = desk.post(reverse("application_note", args=[application.pk]), typed, follow=True).text
    assert "Call them." in text
    assert "offer.pdf" in text
    note = Note.objects.get()
    entry = Entry.objects.get(event=Event.NOTE)
    assert (entry.actor, entry.about) == (moderator, {"note": note.pk, "has_file": True})
    download = desk.get(reverse("application_note_file", args=[application.pk, note.pk]))
    assert download.headers["Content-Disposition"] == 'attachment; filename="offer.pdf"'
    assert "private, no-store" in download.headers["Cache-Control"]


def test_a_note_with_a_wrong_file_is_refused_beside_the_field_and_keeps_its_text(desk, application):
    typed = {"text": "Call them.", "file": SimpleUploadedFile("offer.pdf", b"<html>")}
    response = desk.post(reverse("application_note", args=[application.pk]), typed)
    assert response.status_code == 422
    assert "This is a web page." in response.text
    assert "Call them." in response.text
    assert not Note.objects.exists()


def test_the_applicant_and_another_authority_never_see_a_note(
    desk, sign_in, browse, moderator, other_authority, application
):
    note = Note.objects.create(
        application=application,
        author=moderator,
        text="Call them.",
        file=ContentFile(b"x", "x.pdf"),
        file_name="x.pdf",
        content_type="application/pdf",
    )
    assert "Call them." not in browse(application.private_path).text
    stranger = sign_in(UserFactory.working_for(other_authority, Role.MODERATOR))
    notes = reverse("application_note", args=[application.pk])
    assert stranger.post(notes, {"text": "x"}).status_code == 404
    file = reverse("application_note_file", args=[application.pk, note.pk])
    assert stranger.get(file).status_code == 404


def test_an_auditor_reads_notes_and_writes_none(sign_in, authority, moderator, application):
    Note.objects.create(application=application, author=moderator, text="Call them.")
    auditor = sign_in(UserFactory.working_for(authority, Role.AUDITOR))
    assert "Call them." in auditor.get(screen(application)).text
    address = reverse("application_note", args=[application.pk])
    assert auditor.post(address, {"text": "x"}).status_code == 404


def test_a_pdf_is_shown_page_by_page_as_pictures_that_nobody_keeps(desk, application):
    file = keep(application, "plan.pdf", pdf(pages=12), "application/pdf")
    page = desk.get(reverse("application_preview", args=[application.pk, file.pk]))
    assert page.text.count("<img") >= 10
    assert "The first ten pages" in page.text
    assert "Page 11 of" not in page.text
    assert Entry.objects.get(event=Event.FILE_HANDED_OUT).about == {
        "file": file.pk,
        "preview": True,
    }
    picture = desk.get(reverse("application_preview_picture", args=[application.pk, file.pk, 1]))
    assert picture.headers["Content-Type"] == "image/png"
    assert "private, no-store" in picture.headers["Cache-Control"]
    assert Image.open(io.BytesIO(picture.content)).format == "PNG"
    beyond = reverse("application_preview_picture", args=[application.pk, file.pk, 11])
    assert desk.get(beyond).status_code == 404


def test_a_picture_is_drawn_anew_without_what_came_along_in_it(application):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "12 Secret Street"
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif)
    file = keep(application, "wall.jpg", out.getvalue(), "image/jpeg")
    drawn = previews.picture_of(file.file, "image/jpeg", 1)
    assert b"Secret" in out.getvalue()
    assert b"Secret" not in drawn
    assert Image.open(io.BytesIO(drawn)).size == (40, 30)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"%PDF-1.7 broken", "application/pdf"),
        (b"not a picture", "image/png"),
        (png(), "application/vnd.oasis.opendocument.text"),
    ],
)
def test_what_cannot_be_drawn_has_no_preview(application, content, content_type):
    file = keep(application, "a.bin", content, content_type)
    with pytest.raises(NoPreview):
        previews.picture_of(file.file, content_type, 1)


def test_drawing_ends_when_it_takes_too_long(application, monkeypatch):
    monkeypatch.setattr(limited_process, "PATIENCE", 0.001)
    file = keep(application, "plan.pdf", pdf(), "application/pdf")
    with pytest.raises(NoPreview) as refused:
        previews.count_pages(file.file, "application/pdf")
    assert isinstance(refused.value.__cause__.__cause__, subprocess.TimeoutExpired)


def test_a_broken_pdf_says_so_and_can_be_downloaded(desk, application):
    file = keep(application, "plan.pdf", b"%PDF-1.7 broken", "application/pdf")
    page = desk.get(reverse("application_preview", args=[application.pk, file.pk]))
    assert "This file cannot be shown here. Download it." in page.text


def test_the_history_says_who_did_what_from_where_to_where_and_why(desk, moderator, application):
    move(application, Status.SCREENING, by=moderator)
    move(application, Status.INELIGIBLE, by=moderator, reason="Too big a firm.", because="who")
    text = desk.get(screen(application)).text
    for shown in (str(moderator), "Too big a firm.", "Cannot apply under the rules"):
        assert shown in text


def test_the_screen_costs_the_same_however_much_happened(desk, moderator, application):
    few = count_queries(lambda: desk.get(screen(application)))
    for _ in range(3):
        move(application, Status.SCREENING, by=moderator)
        move(application, Status.INELIGIBLE, by=moderator, reason="No.", because="who")
        move(application, Status.SCREENING, by=moderator, reason="Yes.")
        application.status = "submitted"
        type(application).objects.filter(pk=application.pk).update(status="submitted")
    for number in range(5):
        Note.objects.create(application=application, author=moderator, text=f"{number}")
    assert count_queries(lambda: desk.get(screen(application))) == few
