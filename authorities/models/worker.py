"""Who works through the tasks, and whose turn it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkerBeat(models.Model):
    """A worker that runs. What it has in hand is given back once `lives_until` is over."""

    worker = models.CharField(max_length=48, primary_key=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    lives_until = models.DateTimeField()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.worker


class JobTurn(models.Model):
    """When a periodic job is due next, and the task of its last turn."""

    job = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()
    # No foreign key: a task that went well is gone.
    task = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("turn of a job")
        verbose_name_plural = _("turns of jobs")

    def __str__(self) -> str:
        return self.job
