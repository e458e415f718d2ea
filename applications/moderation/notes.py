"""What staff write to one another about an application."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.files.upload_validation import (
    ACCEPTED_SUFFIXES,
    file_type,
    validate_upload,
)
from applications.history import chain
from applications.models import Application, Event, Note
from authorities.models import User
from authorities.uploads.names import safe_name
from authorities.uploads.scanning import scan_upload


class NoteForm(forms.Form):
    """A note, with a file if it needs one."""

    text = forms.CharField(
        label=_("Note for staff"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the note.")},
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        max_length=200,
        validators=[validate_upload],
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED_SUFFIXES)}),
    )


@transaction.atomic
def write_note(
    application: Application, text: str, *, by: User, upload: UploadedFile | None = None
) -> Note:
    """Keep a note that no applicant and no assessor sees; the upload was checked by the form."""
    note = Note(application=application, author=by, text=text.strip())
    if upload:
        note.file_name = safe_name(upload.name or "")
        note.content_type = file_type(upload).media_type
        note.scan_state = scan_upload(upload)
        note.file.save(note.file_name, upload, save=False)
    note.save()
    chain.record_for(
        Event.NOTE,
        application,
        actor=by,
        at=note.at,
        note=note.pk,
        has_file=bool(upload),
        covers=[note],
    )
    return note
