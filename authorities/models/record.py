"""Entries that are written once."""

from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RecordIsFinal(TypeError):
    """Somebody tried to change or delete an entry of the record."""


class RecordQuerySet(models.QuerySet):
    """Entries can be added and read, nothing else."""

    def update(self, **values: object) -> NoReturn:
        """Refuse: an entry is never changed."""
        raise RecordIsFinal("An entry of the record cannot be changed.")

    def delete(self) -> NoReturn:
        """Refuse: an entry is never deleted."""
        raise RecordIsFinal("An entry of the record cannot be deleted.")


class Record(models.Model):
    """Who moved something from one state to another, when and why. Written once."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
        help_text=_("Empty when the applicant did it."),
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def save(self, *args, **kwargs) -> None:
        """Write a new entry; raise `RecordIsFinal` for one that stands already."""
        if not self._state.adding:
            raise RecordIsFinal("An entry of the record cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> NoReturn:
        """Refuse: an entry is never deleted."""
        raise RecordIsFinal("An entry of the record cannot be deleted.")
