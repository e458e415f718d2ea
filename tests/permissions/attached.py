"""Files that are sent with applications and notes."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from applications.models import Application, ApplicationFile, Note


def picture() -> bytes:
    """Return a small picture."""
    drawn = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(drawn, "PNG")
    return drawn.getvalue()


def with_file(application: Application, name: str, **more) -> ApplicationFile:
    """Return a file that was sent with the application, in answer to its first question."""
    file = ApplicationFile.objects.create(
        draft=application.draft,
        application=application,
        question=application.questions[0]["name"],
        file=ContentFile(picture(), "plan.png"),
        name=name,
        content_type="image/png",
        size=99,
        was_sent=True,
        **more,
    )
    return file


def note_with_file(application: Application, by, word: str) -> Note:
    return Note.objects.create(
        application=application,
        author=by,
        text=f"{word} note.",
        file=ContentFile(b"Note", "note.pdf"),
        file_name=f"{word}.pdf",
        content_type="application/pdf",
    )
