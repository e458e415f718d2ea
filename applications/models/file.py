"""A file that came with a draft."""

import uuid
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.draft import Draft
from authorities.models import Scanned


def private_storage():
    """Return the storage that no address reaches."""
    return storages["private"]


def stored_name(file: "ApplicationFile", name: str) -> str:
    """Return a name that says nothing of who sent the file or what it is called."""
    return f"applications/{file.draft_id}/{uuid.uuid4().hex}{PurePosixPath(name).suffix}"


class ApplicationFile(Scanned):
    """Kept in private storage; `name` is the applicant's, made safe, for the download.

    It is in the draft until it is replaced or removed there, and in the application while the
    last sent version has it. What was once sent is never deleted: a version may show it. What the
    scanner found something in stays as well, and nobody opens it.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    application = models.ForeignKey(
        Application, on_delete=models.SET_NULL, null=True, related_name="files"
    )
    question = models.CharField(max_length=255)
    file = models.FileField(storage=private_storage, upload_to=stored_name, max_length=200)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    is_in_draft = models.BooleanField(default=True)
    was_sent = models.BooleanField(default=False)
    # A moderator has looked: it names nobody, so blind assessors may have it.
    is_anonymous = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def replaceable_until(self) -> datetime | None:
        """Until when the applicant can send another in its place: of a harmful file alone."""
        if not self.is_harmful or self.scanned_at is None:
            return None
        return self.scanned_at + timedelta(days=settings.REPLACEMENT_DAYS)
