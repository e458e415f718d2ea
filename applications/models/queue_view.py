"""How one person looks at the queue."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class SavedFilter(models.Model):
    """A name for what the queue's address asks for."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    authority = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "authority", "name"], name="one_filter_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class QueueColumns(models.Model):
    """Which columns one person wants to see."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="queue_columns"
    )
    names = models.JSONField(default=list)

    class Meta:
        verbose_name = _("columns of the queue")
        verbose_name_plural = _("columns of the queue")

    def __str__(self) -> str:
        return ", ".join(self.names)
