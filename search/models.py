"""What the search engine has still to hear of."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class MissedUpdate(models.Model):
    """Something that changed while the search engine did not answer."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=50)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="missed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}: {self.object_id}"
