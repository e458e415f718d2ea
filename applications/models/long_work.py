"""What somebody asked for that takes longer than one waits for a page."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from applications.models.file import private_storage


def work_file_name(work: "LongWork", name: str) -> str:
    """Return a name that says nothing of what is in it."""
    return f"work/{uuid.uuid4().hex}"


class LongWork(models.Model):
    """A large table, or an action on many applications; the worker does it, one after the other.

    `keys` are the applications, `about` says what to do with them, and `results` has a row for each
    that is done: `[key, is_done, sentence]`. A finished table lies in `file` until it is forgotten.
    """

    class Kind(models.TextChoices):
        EXPORT = "export", _("Export")
        BULK = "bulk", _("The same for several")

    authority = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("what"), max_length=120)
    about = models.JSONField(default=dict)
    keys = models.JSONField(default=list)
    done = models.PositiveIntegerField(_("done"), default=0)
    results = models.JSONField(default=list)
    file = models.FileField(
        storage=private_storage, upload_to=work_file_name, max_length=200, blank=True
    )
    at = models.DateTimeField(_("asked for"), default=timezone.now)
    # A worker that holds it says so at every step; who stops saying so has lost it.
    held_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    has_failed = models.BooleanField(_("failed"), default=False)

    class Meta:
        verbose_name = _("long work")
        verbose_name_plural = _("long work")
        ordering = ["-at"]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(finished_at=None), name="long_work_to_do"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> int:
        """How many applications it is about."""
        return len(self.keys)
