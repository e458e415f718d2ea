"""What the virus scanner said of a file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    """How far a file has come. While a scanner is set, only clean files are opened by anybody."""

    UNSCANNED = "unscanned", _("Being checked for viruses")
    CLEAN = "clean", _("Checked for viruses")
    HARMFUL = "harmful", _("Harmful")


class Scanned(models.Model):
    """A kept file with what the scanner said; `scan_found` is the scanner's name for a finding."""

    scan_state = models.CharField(
        max_length=10, choices=ScanState, default=ScanState.UNSCANNED, editable=False
    )
    scan_found = models.CharField(max_length=200, blank=True, editable=False)
    scanned_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_readable(self) -> bool:
        """Whether the file may be opened by whoever may read it."""
        if self.scan_state == ScanState.UNSCANNED:
            return not settings.CLAMAV_ADDRESS
        return self.scan_state == ScanState.CLEAN

    @property
    def is_harmful(self) -> bool:
        """Whether something was found: nobody opens the file again."""
        return self.scan_state == ScanState.HARMFUL


class LibraryFile(Scanned):
    """An editor's document or picture, by its name in the storage; one without a row is unscanned.

    Wagtail's own tables hold what it is called and whose it is.
    """

    name = models.CharField(max_length=255, unique=True)

    class Meta:
        verbose_name = _("file of the library")
        verbose_name_plural = _("files of the library")

    def __str__(self) -> str:
        return self.name
