"""Wagtail's forms for documents and pictures, which check an upload before anything reads it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from authorities.uploads.kinds import JPEG, Kind, kinds_of
from authorities.uploads.names import ending_of, safe_name
from authorities.uploads.scanning import scan_upload
from authorities.uploads.validation import read_upload


def check_first(field: forms.Field, allowed: Collection[Kind]) -> None:
    """Have the field check what is uploaded, and make its name safe, before it converts it."""
    convert = field.to_python

    def to_python(data: Any) -> Any:
        if isinstance(data, UploadedFile):
            kind = read_upload(data, allowed)
            scan_upload(data)
            data.name = _name_for_wagtail(data.name or "", kind)
        return convert(data)

    field.to_python = to_python  # type: ignore


def _name_for_wagtail(name: str, kind: Kind) -> str:
    """Return the name made safe. Wagtail knows a JPEG by two of its endings."""
    name = safe_name(name)
    if kind is JPEG and ending_of(name) not in (".jpg", ".jpeg"):
        return f"{name.rpartition('.')[0]}.jpg"
    return name


class DocumentForm(BaseDocumentForm):
    """Wagtail's, with our check of the file."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            check_first(self.fields["file"], kinds_of(settings.WAGTAILDOCS_EXTENSIONS))


class PictureForm(BaseImageForm):
    """Wagtail's, with our check of the file."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            check_first(self.fields["file"], kinds_of(settings.WAGTAILIMAGES_EXTENSIONS))
