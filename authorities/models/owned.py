"""Things that belong to one authority."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.forms.admin import OwnedForm


class OwnedQuerySet(models.QuerySet):
    """Rows that can be narrowed to one authority's."""

    def for_authority(self, authority: Site) -> Self:
        """Return what belongs to this authority alone."""
        return self.filter(authority=authority)


class Owned(models.Model):
    """Belongs to one authority; its staff alone see, choose and change it."""

    authority = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="+", verbose_name=_("authority")
    )

    objects = OwnedQuerySet.as_manager()

    base_form_class = OwnedForm

    class Meta:
        abstract = True
