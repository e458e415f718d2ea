"""Documents among the materials of a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.documents import get_document_model_string


class SessionFile(models.Model):
    """A document of the authority's among the materials of a session."""

    session = ParentalKey("challenges.Session", on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Everybody reads it, if the session is public. Else who has a place alone."),
    )

    panels = [FieldPanel("document"), FieldPanel("is_public")]

    class Meta:
        verbose_name = _("file of a session")
        verbose_name_plural = _("files of sessions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.document)
