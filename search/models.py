"""What people search for and want to hear of, and what the search engine has still to hear of."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from authorities.models import Owned


class IndexedWord(models.Model):
    """A word of a page's heading or summary, in small letters, to guess what was meant."""

    text = models.CharField(max_length=40, primary_key=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")

    def __str__(self) -> str:
        return self.text


class PageVector(models.Model):
    """What a page means, as a vector, and what it was made of: each text is encoded once.

    A row that changes gets a new key, so that a process can ask for what it has not seen.
    """

    page_id = models.BigIntegerField(unique=True)
    encoder = models.CharField(max_length=100)
    digest = models.CharField(max_length=32)
    vector = models.BinaryField()
    # On PostgreSQL the transaction that wrote it: keys come in another order than they are seen.
    written_in = models.BigIntegerField(default=0, db_index=True)

    class Meta:
        verbose_name = _("page's meaning")
        verbose_name_plural = _("pages' meanings")

    def __str__(self) -> str:
        return str(self.page_id)


class MissedUpdate(models.Model):
    """Something that changed while an engine did not answer, or while an index was filled."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=50)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="missed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}: {self.object_id}"


class Reindexing(models.Model):
    """A search index being filled anew, or that was: how far it is, and when it last said so."""

    backend = models.CharField(max_length=20)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    is_running = models.BooleanField(default=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_running"],
                condition=models.Q(is_running=True),
                name="one_reindexing_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.backend}: {self.done} of {self.total}"

    def go_on(self, rows: int) -> None:
        """Note that so many more rows are written."""
        self.done += rows
        self.seen_at = timezone.now()
        self.save(update_fields=["done", "seen_at"])


class SearchCount(Owned):
    """How many times people searched a site for these words on one day, and found nothing.

    Who they were is not kept, nor when on that day.
    """

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=100)
    times = models.PositiveIntegerField(_("searches"), default=0)
    found_nothing = models.PositiveIntegerField(_("found nothing"), default=0)

    class Meta:
        verbose_name = _("count of searches")
        verbose_name_plural = _("counts of searches")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "day", "words"], name="one_count_of_searches_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.words}: {self.times}"


class ClickCount(Owned):
    """How many times people opened a page on one day that a search for these words had shown."""

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=100)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    times = models.PositiveIntegerField(_("clicks"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count of clicks")
        verbose_name_plural = _("counts of clicks")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "day", "words", "page"], name="one_count_of_clicks_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.words}: {self.times}"
