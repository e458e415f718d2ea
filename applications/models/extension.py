"""More time for one applicant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.draft import Draft
from authorities.models import Record


class Extension(Record):
    """Until when one draft may be sent after the page has closed, who granted it and why."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateTimeField(_("until"))

    class Meta(Record.Meta):
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.until}"
