"""Things that belong to one authority."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


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

    # Set by each app's `ready`: models know no form.
    base_form_class: ClassVar[Any]

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
