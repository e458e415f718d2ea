"""How often a page was looked at."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ViewCount(models.Model):
    """How many times people opened a page on one day; who they were is not kept."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("views"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count of views")
        verbose_name_plural = _("counts of views")
        constraints = [
            models.UniqueConstraint(fields=["page", "day"], name="one_count_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.day}: {self.count}"
