"""A file that is on its way to a draft."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.draft import Draft


class IncomingFile(models.Model):
    """A file that arrives piece by piece; nobody opens it before it is whole, checked and kept.

    Once it is kept, the row stays for a day: the browser may not have heard of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="incoming")
    question = models.CharField(max_length=255)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    received = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)
    was_kept = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("incoming file")
        verbose_name_plural = _("incoming files")
        ordering = ["changed_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        """Whether every byte has arrived."""
        return self.received == self.size
