"""What staff write to one another about an application."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.file import private_storage
from authorities.models import Scanned


def note_file_name(note: "Note", name: str) -> str:
    """Return a name that says nothing of what the file is called."""
    return f"notes/{note.application_id}/{uuid.uuid4().hex}{PurePosixPath(name).suffix}"


class Note(Scanned):
    """One note, with a file if it needs one. No applicant and no assessor sees it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=5000)
    at = models.DateTimeField(_("when"), default=timezone.now)
    file = models.FileField(
        storage=private_storage, upload_to=note_file_name, max_length=200, blank=True
    )
    file_name = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
