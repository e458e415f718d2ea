"""Whether the assessment of a page is closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class AssessmentRound(models.Model):
    """The assessment of one page's applications. Closed, nothing in it changes."""

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="assessment_round")
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return f"{self.page_id}"
